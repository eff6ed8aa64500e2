-- How do visits, shares and conversions move by channel, day by day?
-- reads: first .. last
WITH visit AS (
  SELECT session, min(day) AS began, max(chan) AS channel
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
), part AS (
  SELECT began AS day, channel AS chan, count(*) AS visits, 0 AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM visit GROUP BY began, channel
  UNION ALL
  SELECT day AS day, chan AS chan, 0 AS visits, sum(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS shares,
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
  GROUP BY day, chan
)
SELECT day AS day, chan AS chan, sum(visits) AS visits, sum(shares) AS shares, sum(leads) AS leads,
  sum(conversions) AS conversions, sum(worth) AS worth
FROM part GROUP BY day, chan ORDER BY day, chan
