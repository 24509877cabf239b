INSERT INTO court_paper (id, case_id, seq, filing_id, kind, title, number, sha256, size, pages, issued_at)
VALUES (uuid'0198f3a0-0000-7000-8000-000000001501', uuid'0198f3a0-0003-7000-8000-0000000000c2', 1,
uuid'0198f3a0-0003-7000-8000-000000000002', 'filing_receipt', '立案登记回执', 'LA202609020000000001',
'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 12345, 1, '2026-09-02T01:02:03+00:00');
