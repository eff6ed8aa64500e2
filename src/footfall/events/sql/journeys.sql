-- Which ways of touches led to conversions, which didn't? A code's digits are channels plus one, first touch to last.
-- People who agreed are followed over their sessions (the last 12 up to the conversion); others for the session alone,
-- one that a share brought after the channel that the share's tree began with.
WITH weight AS (
  SELECT 1 AS n, 1 AS tens UNION ALL SELECT 2 AS n, 10 AS tens UNION ALL SELECT 3 AS n, 100 AS tens
  UNION ALL SELECT 4 AS n, 1000 AS tens UNION ALL SELECT 5 AS n, 10000 AS tens
  UNION ALL SELECT 6 AS n, 100000 AS tens UNION ALL SELECT 7 AS n, 1000000 AS tens
  UNION ALL SELECT 8 AS n, 10000000 AS tens UNION ALL SELECT 9 AS n, 100000000 AS tens
  UNION ALL SELECT 10 AS n, 1000000000 AS tens UNION ALL SELECT 11 AS n, 10000000000 AS tens
  UNION ALL SELECT 12 AS n, 100000000000 AS tens
), visit AS (
  SELECT session, max(CASE WHEN consent = 1 THEN visitor ELSE 0 END) AS person, max(chan) AS channel,
    max(CASE WHEN chan = 3 THEN root ELSE 0 END) AS tree, min(ts) AS began
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
), goal_of AS (
  SELECT session, max(CASE WHEN consent = 1 THEN visitor ELSE 0 END) AS person, max(ts) AS reached
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal)
  GROUP BY session
), origin AS (
  SELECT share, max(chan) AS channel FROM events
  WHERE site = :site AND kind IN (2, 7) AND share <> 0 AND share = root
  GROUP BY share
), alone AS (
  SELECT visit.channel + 1
      + CASE WHEN origin.share > 0 AND origin.channel <> 3 THEN 10 * (origin.channel + 1) ELSE 0 END AS code,
    count(*) AS gone, sum(CASE WHEN goal_of.session > 0 THEN 1 ELSE 0 END) AS converted
  FROM visit LEFT JOIN origin ON origin.share = visit.tree LEFT JOIN goal_of ON goal_of.session = visit.session
  WHERE visit.person = 0
  GROUP BY visit.channel + 1
    + CASE WHEN origin.share > 0 AND origin.channel <> 3 THEN 10 * (origin.channel + 1) ELSE 0 END
), reached AS (
  SELECT person, max(reached) AS ts FROM goal_of WHERE person <> 0 GROUP BY person
), touch AS (
  SELECT visit.person AS person, visit.channel AS channel, CASE WHEN reached.ts > 0 THEN 1 ELSE 0 END AS won,
    row_number() OVER (PARTITION BY visit.person ORDER BY visit.began DESC, visit.session DESC) AS n
  FROM visit LEFT JOIN reached ON reached.person = visit.person
  WHERE visit.person <> 0 AND CASE WHEN reached.ts > 0 THEN reached.ts ELSE :now END >= visit.began
), way AS (
  SELECT touch.person AS person, sum((touch.channel + 1) * weight.tens) AS code, max(touch.won) AS won
  FROM touch JOIN weight ON weight.n = touch.n GROUP BY touch.person
), part AS (
  SELECT code, gone, converted FROM alone
  UNION ALL
  SELECT code, count(*) AS gone, sum(won) AS converted FROM way GROUP BY code
)
SELECT code AS code, sum(gone) AS gone, sum(converted) AS converted
FROM part GROUP BY code ORDER BY gone DESC, code LIMIT :most
