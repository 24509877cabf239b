INSERT INTO court_case (id, filing_id, number, court, cause, title, stage, state, accepted_at, version)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000401', uuid'0198f3a0-0000-7000-8000-000000000402',
'（2026）粤0106民初1号', '440106', '民间借贷纠纷', '张三诉李四民间借贷纠纷', 'first_instance', 'open',
'2026-09-01T01:02:03+00:00', 1);
INSERT INTO case_party (case_id, position, account_id, role, name, court, accepted_at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000401', 1, uuid'0198f3a0-0000-7000-8000-000000000403',
'plaintiff', '张三', '440106', '2026-09-01T01:02:03+00:00');
INSERT INTO case_member (account_id, case_id, accepted_at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000403', uuid'0198f3a0-0000-7000-8000-000000000401',
'2026-09-01T01:02:03+00:00');
INSERT INTO access_log (id, at, account_id, court, case_id, what)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000404', '2026-09-02T01:02:03+00:00',
uuid'0198f3a0-0000-7000-8000-000000000405', '440106', uuid'0198f3a0-0000-7000-8000-000000000401', 'case_space');
INSERT INTO message (id, account_id, case_id, seq, filing_id, title, body, todo, todo_open, due, link, unread, read_at, at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000000406', uuid'0198f3a0-0000-7000-8000-000000000403',
uuid'0198f3a0-0000-7000-8000-000000000401', 3, uuid'0198f3a0-0000-7000-8000-000000000402',
'张三诉李四民间借贷纠纷：已立案', '案号为（2026）粤0106民初1号。', NULL, FALSE, NULL,
'/cases/0198f3a0-0000-7000-8000-000000000401', TRUE, NULL, '2026-09-01T01:02:03+00:00');
