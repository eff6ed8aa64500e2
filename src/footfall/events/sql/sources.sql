-- Where do visits come from? By channel, network, evidence and in-app browser, with what these visits shared and won.
-- Shares stand under the source of the session that they were made in, not under the network that they went to.
-- Whatever the filters: shares are read for the sessions that the filters chose by their views.
-- reads: first .. last
WITH visit AS (
  SELECT session, chan, net, how, inapp, count(*) AS seen
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session, chan, net, how, inapp
), act AS (
  SELECT session, count(*) AS made FROM events
  WHERE site = :site AND day >= :first AND day <= :last AND kind = 2 AND bot = 0
  GROUP BY session
), part AS (
  SELECT chan, net, how, inapp, sum(seen) AS views, count(*) AS visits,
    0 AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM visit GROUP BY chan, net, how, inapp
  UNION ALL
  SELECT visit.chan AS chan, visit.net AS net, visit.how AS how, visit.inapp AS inapp, 0 AS views, 0 AS visits,
    act.made AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM act JOIN visit ON visit.session = act.session
  UNION ALL
  SELECT chan, net, how, inapp, 0 AS views, 0 AS visits, 0 AS shares,
    sum(CASE WHEN kind = 3 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) THEN 1 ELSE 0 END) AS conversions,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) AND (:currency = '' OR currency = :currency)
      THEN value ELSE 0 END) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 3 AND bot = 0
  GROUP BY chan, net, how, inapp
)
SELECT chan AS chan, net AS net, how AS how, inapp AS inapp, sum(views) AS views, sum(visits) AS visits,
  sum(shares) AS shares, sum(leads) AS leads, sum(conversions) AS conversions, sum(worth) AS worth
FROM part GROUP BY chan, net, how, inapp
ORDER BY visits DESC, chan, net, how, inapp LIMIT :most
