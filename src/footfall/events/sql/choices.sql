-- Which values has a column in the period? The most frequent ones of :of (path, net, campaign, country, post, ...).
-- Filters: none, because they are what is chosen here.
-- reads: first .. last
WITH said AS (
  SELECT CASE WHEN :of = 'net' THEN net WHEN :of = 'campaign' THEN campaign WHEN :of = 'country' THEN country
    WHEN :of = 'goal' THEN goal WHEN :of = 'currency' THEN currency WHEN :of = 'post' THEN CAST(src_post AS TEXT)
    WHEN :of = 'link' THEN CAST(link AS TEXT) WHEN :of = 'chan' THEN CAST(chan AS TEXT)
    WHEN :of = 'device' THEN CAST(device AS TEXT) WHEN :of = 'gen' THEN CAST(gen AS TEXT) ELSE path END AS choice
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last AND bot = 0
)
SELECT choice AS choice, count(*) AS events
FROM said WHERE choice <> '' AND choice <> '0'
GROUP BY choice ORDER BY events DESC, choice LIMIT :most
