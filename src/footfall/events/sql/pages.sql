-- Which pages are seen, shared and visited from shares? At most :most rows, by :sort (views, shares or share_visits).
-- reads: first .. last
WITH seen AS (
  SELECT path, session, chan AS channel, count(*) AS views
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY path, session, chan
), part AS (
  SELECT path AS page, sum(views) AS views, count(*) AS visits,
    sum(CASE WHEN channel = 3 THEN 1 ELSE 0 END) AS share_visits,
    sum(CASE WHEN channel = 5 THEN 1 ELSE 0 END) AS search_visits,
    0 AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM seen GROUP BY path
  UNION ALL
  SELECT path AS page, 0 AS views, 0 AS visits, 0 AS share_visits, 0 AS search_visits,
    sum(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS shares,
    sum(CASE WHEN kind = 3 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) THEN 1 ELSE 0 END) AS conversions,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) AND (:currency = '' OR currency = :currency)
      THEN value ELSE 0 END) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (2, 3) AND bot = 0
  GROUP BY path
), page AS (
  SELECT page AS path, sum(views) AS views, sum(visits) AS visits, sum(share_visits) AS share_visits,
    sum(search_visits) AS search_visits, sum(shares) AS shares, sum(leads) AS leads,
    sum(conversions) AS conversions, sum(worth) AS worth
  FROM part GROUP BY page
)
SELECT path AS path, views AS views, visits AS visits, share_visits AS share_visits, search_visits AS search_visits,
  shares AS shares, leads AS leads, conversions AS conversions, worth AS worth
FROM page
ORDER BY CASE WHEN :sort = 'shares' THEN shares WHEN :sort = 'share_visits' THEN share_visits ELSE views END DESC,
  views DESC, path
LIMIT :most
