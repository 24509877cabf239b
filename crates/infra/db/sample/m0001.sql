INSERT INTO docket_head (case_id, seq, hash) VALUES (uuid'0198f3a0-0000-7000-8000-000000000101', 1, '3d16e1cb80c9ee0f8a0ac20ce4e0c1f7a1f1bd5b25e6a1f6d6f6f8c1a6a6a3b0');
INSERT INTO docket_entry (case_id, seq, at, actor, event, previous, hash)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000101', 1, '2026-09-01T01:02:03+00:00', '{"kind":"system"}',
'{"stage":"intake","act":"withdrawn","filing":"0198f3a0-0000-7000-8000-000000000101","filer":"0198f3a0-0000-7000-8000-000000000001","title":"张三诉李四民间借贷纠纷"}',
'0000000000000000000000000000000000000000000000000000000000000000', '3d16e1cb80c9ee0f8a0ac20ce4e0c1f7a1f1bd5b25e6a1f6d6f6f8c1a6a6a3b0');
INSERT INTO counter (key, n) VALUES ('（2026）京0105民初', 1);
INSERT INTO job (id, kind, dedup, payload, state, due_at, attempts, lease, error, created_at, updated_at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000102', 'sms', 'sms:1', '{"n":1}', 'waiting', '2026-09-01T01:02:03+00:00', 0, NULL, NULL, '2026-09-01T01:02:03+00:00', '2026-09-01T01:02:03+00:00');
INSERT INTO job (id, kind, dedup, payload, state, due_at, attempts, lease, error, created_at, updated_at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000103', 'sms', NULL, '{"n":2}', 'running', '2026-09-01T01:03:03.250000+00:00', 2, uuid'0198f3a0-0000-7000-8000-000000000104', '对方无应答', '2026-09-01T01:02:03+00:00', '2026-09-01T01:02:03+00:00');
INSERT INTO blob (sha256, sm3, size, media_type, created_at)
VALUES ('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', 3, 'application/pdf', '2026-09-01T01:02:03+00:00');
INSERT INTO upload (id, account_id, file_name, length, received, state, blob_sha256, error, created_at, updated_at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000105', uuid'0198f3a0-0000-7000-8000-000000000001', '借条.pdf', 6, 3, 'receiving', NULL, NULL, '2026-09-01T01:02:03+00:00', '2026-09-01T01:02:03+00:00');
INSERT INTO upload_part (upload_id, start, length, object_key)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000105', 0, 3, 'parts/0198f3a0/0');
INSERT INTO session (id_hash, account_id, data, csrf, created_at, seen_at, expires_at)
VALUES ('hash', uuid'0198f3a0-0000-7000-8000-000000000001', '{}', 'secret', '2026-09-01T01:02:03+00:00', '2026-09-01T01:02:03+00:00', '2026-09-01T02:02:03+00:00');
INSERT INTO held_form (id, account_id, path, body, at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000106', uuid'0198f3a0-0000-7000-8000-000000000001', '/filings', 'sealed', '2026-09-01T01:02:03+00:00');
INSERT INTO rate_limit (key, window_start, n) VALUES ('sms:1', '2026-09-01T01:02:00+00:00', 3);
