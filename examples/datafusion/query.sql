-- By area: how many households the school's care fits. Every question the
-- programme hangs on is passed; one that is left out counts as not answered.
SELECT tsunagu('圏域', '市区町村', "市区町村") AS "圏域",
       tsunagu('学校での医療的ケア',
               '相談する人', "相談する人",
               '困りごと', "困りごと",
               '相談内容', "相談内容",
               '年齢', "年齢",
               '在籍', "在籍",
               '学年', "学年",
               '医療的ケア', "医療的ケア",
               '医療的ケアの有無', "医療的ケアの有無",
               '園での確認', "園での確認") AS "学校での医療的ケア",
       count(*) AS "世帯"
FROM households
GROUP BY 1, 2
ORDER BY 1, 2
