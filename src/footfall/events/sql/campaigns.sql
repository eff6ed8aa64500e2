-- What did each campaign bring, by channel and network? Of visits by UTM that is utm_campaign, medium and source.
-- reads: first .. last
WITH part AS (
  SELECT campaign AS campaign, chan AS chan, net AS net,
    sum(CASE WHEN kind = 1 AND bot = 0 THEN 1 ELSE 0 END) AS clicks,
    sum(CASE WHEN kind = 6 THEN 1 ELSE 0 END) AS fetches, 0 AS visits,
    sum(CASE WHEN kind = 2 AND bot = 0 THEN 1 ELSE 0 END) AS shares,
    sum(CASE WHEN kind = 3 AND bot = 0 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal) THEN 1 ELSE 0 END) AS conversions,
    sum(CASE WHEN kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal)
      AND (:currency = '' OR currency = :currency) THEN value ELSE 0 END) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (1, 2, 3, 6) AND campaign <> ''
  GROUP BY campaign, chan, net
  UNION ALL
  SELECT campaign AS campaign, chan AS chan, net AS net, 0 AS clicks, 0 AS fetches, count(DISTINCT session) AS visits,
    0 AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND campaign <> ''
  GROUP BY campaign, chan, net
)
SELECT campaign AS campaign, chan AS chan, net AS net, sum(clicks) AS clicks, sum(fetches) AS fetches,
  sum(visits) AS visits, sum(shares) AS shares, sum(leads) AS leads, sum(conversions) AS conversions,
  sum(worth) AS worth
FROM part GROUP BY campaign, chan, net ORDER BY visits DESC, clicks DESC, campaign, chan, net LIMIT :most
