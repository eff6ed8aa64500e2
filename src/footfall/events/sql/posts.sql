-- What did each post bring? Itself (generation 1) and by people who shared on (generation 2 and later).
-- reads: first .. last
WITH happened AS (
  SELECT CASE WHEN src_post <> 0 THEN src_post ELSE post END AS origin, kind, bot, gen, goal, currency, value
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (1, 2, 3, 6, 7) AND (post <> 0 OR src_post <> 0)
), visit AS (
  SELECT session, max(CASE WHEN src_post <> 0 THEN src_post ELSE post END) AS origin, max(gen) AS age
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND (post <> 0 OR src_post <> 0)
  GROUP BY session
), part AS (
  SELECT origin AS post, sum(CASE WHEN kind = 7 THEN 1 ELSE 0 END) AS deliveries,
    sum(CASE WHEN kind = 1 AND bot = 0 THEN 1 ELSE 0 END) AS clicks,
    sum(CASE WHEN kind = 6 THEN 1 ELSE 0 END) AS fetches, 0 AS visits, 0 AS direct_visits, 0 AS induced_visits,
    sum(CASE WHEN kind = 2 AND bot = 0 THEN 1 ELSE 0 END) AS shares,
    sum(CASE WHEN kind = 3 AND bot = 0 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal) THEN 1 ELSE 0 END) AS conversions,
    sum(CASE WHEN kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal)
      AND (:currency = '' OR currency = :currency) THEN value ELSE 0 END) AS worth
  FROM happened GROUP BY origin
  UNION ALL
  SELECT origin AS post, 0 AS deliveries, 0 AS clicks, 0 AS fetches, count(*) AS visits,
    sum(CASE WHEN age < 2 THEN 1 ELSE 0 END) AS direct_visits,
    sum(CASE WHEN age >= 2 THEN 1 ELSE 0 END) AS induced_visits,
    0 AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM visit GROUP BY origin
)
SELECT post AS post, sum(deliveries) AS deliveries, sum(clicks) AS clicks, sum(fetches) AS fetches,
  sum(visits) AS visits, sum(direct_visits) AS direct_visits, sum(induced_visits) AS induced_visits,
  sum(shares) AS shares, sum(leads) AS leads, sum(conversions) AS conversions, sum(worth) AS worth
FROM part GROUP BY post ORDER BY visits DESC, post LIMIT :most
