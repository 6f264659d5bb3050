-- What services outside said of contents: once for each, whatever encoder is in use, since each question is charged.
CREATE TABLE labelings (
    photo INTEGER NOT NULL REFERENCES photos (id),
    kind TEXT NOT NULL,      -- 'labels' or 'moderation'
    seen_at REAL NOT NULL,
    model TEXT NOT NULL,     -- service and version of its model; empty where it took no such photo
    failure TEXT NOT NULL,   -- why it took none; empty where it did
    said TEXT NOT NULL,      -- JSON object, as tables/labelings.py writes it
    words TEXT NOT NULL,     -- JSON object: each word of a label to its confidence
    PRIMARY KEY (photo, kind)
) STRICT, WITHOUT ROWID;

-- Words of the labels of a live product's photos, for full text.
CREATE TABLE label_words (
    product INTEGER PRIMARY KEY REFERENCES products (id),
    words TEXT NOT NULL
) STRICT;

-- They weigh as much as words of the description: less than anything that the merchant says the product is.
DROP VIEW product_words;
CREATE VIEW product_words AS
SELECT products.id, title, brand,
       (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(products.category)) AS category,
       (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(products.attributes)) AS attributes,
       description || coalesce((SELECT ' ' || words FROM label_words WHERE product = products.id), '') AS description
FROM products WHERE retired_at IS NULL;

CREATE TRIGGER label_words_appear BEFORE INSERT ON label_words BEGIN
    INSERT INTO words (words, rowid, title, brand, category, attributes, description)
    SELECT 'delete', * FROM product_words WHERE id = new.product;
    INSERT INTO fragments (fragments, rowid, title, brand, category, attributes, description)
    SELECT 'delete', * FROM product_fragments WHERE id = new.product;
END;
CREATE TRIGGER label_words_appeared AFTER INSERT ON label_words BEGIN
    INSERT INTO words (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_words WHERE id = new.product;
    INSERT INTO fragments (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_fragments WHERE id = new.product;
END;
CREATE TRIGGER label_words_go BEFORE DELETE ON label_words BEGIN
    INSERT INTO words (words, rowid, title, brand, category, attributes, description)
    SELECT 'delete', * FROM product_words WHERE id = old.product;
    INSERT INTO fragments (fragments, rowid, title, brand, category, attributes, description)
    SELECT 'delete', * FROM product_fragments WHERE id = old.product;
END;
CREATE TRIGGER label_words_went AFTER DELETE ON label_words BEGIN
    INSERT INTO words (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_words WHERE id = old.product;
    INSERT INTO fragments (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_fragments WHERE id = old.product;
END;

-- No version of Gumsole ever put anything into it.
ALTER TABLE signals DROP COLUMN labels;
