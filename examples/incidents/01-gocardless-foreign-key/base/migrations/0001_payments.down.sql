DROP TABLE payment_notes;
DROP TABLE payments;
