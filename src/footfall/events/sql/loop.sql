-- How does the loop turn, day by day? Clicks, visits by own links, visits, shares, visits from shares, what was won.
-- A visit belongs to the day of its first view. own_visits are those that no counted click stands for.
-- reads: first .. last
WITH visit AS (
  SELECT session, min(day) AS began, max(chan) AS channel, max(link) AS clicked, count(*) AS seen
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
), part AS (
  SELECT began AS day, 0 AS clicks,
    sum(CASE WHEN channel IN (1, 2) AND clicked = 0 THEN 1 ELSE 0 END) AS own_visits,
    count(*) AS visits, sum(seen) AS views, 0 AS shares,
    sum(CASE WHEN channel = 3 THEN 1 ELSE 0 END) AS share_visits, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM visit GROUP BY began
  UNION ALL
  SELECT day AS day, sum(CASE WHEN kind = 1 THEN 1 ELSE 0 END) AS clicks, 0 AS own_visits, 0 AS visits, 0 AS views,
    sum(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS shares, 0 AS share_visits,
    sum(CASE WHEN kind = 3 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) THEN 1 ELSE 0 END) AS conversions,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) AND (:currency = '' OR currency = :currency)
      THEN value ELSE 0 END) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (1, 2, 3) AND bot = 0
  GROUP BY day
)
SELECT day AS day, sum(clicks) AS clicks, sum(own_visits) AS own_visits, sum(visits) AS visits, sum(views) AS views,
  sum(shares) AS shares, sum(share_visits) AS share_visits, sum(leads) AS leads, sum(conversions) AS conversions,
  sum(worth) AS worth
FROM part GROUP BY day ORDER BY day
