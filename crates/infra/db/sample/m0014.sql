INSERT INTO proof_commitment (id, subject, opening, at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000001401', 'docket/0198f3a0-0000-7000-8000-000000000101/1', 'v1.k1.AAAA',
'2026-09-01T01:02:03+00:00');
INSERT INTO proof_pending (id, leaf)
VALUES (uuid'0198f3a0-0000-7000-8000-000000001402', '{"at":"2026-09-01T01:02:03.000004Z","commitment":"00","kind":"docket_entry","v":1}');
INSERT INTO proof_leaf (position, commitment_id, leaf)
VALUES (0, uuid'0198f3a0-0000-7000-8000-000000001401', '{"at":"2026-09-01T01:02:03.000004Z","commitment":"00","kind":"docket_entry","v":1}');
INSERT INTO proof_tile (level, place, hashes) VALUES (0, 0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
INSERT INTO proof_head (origin, size, root)
VALUES ('court.example.cn/cunzheng', 1, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
INSERT INTO proof_checkpoint (size, note, at) VALUES (1, 'court.example.cn/cunzheng', '2026-09-01T01:03:03+00:00');
INSERT INTO proof_stamp (size, token, authority, at) VALUES (1, 'MAA=', '时间戳服务', '2026-09-01T01:03:04+00:00');
