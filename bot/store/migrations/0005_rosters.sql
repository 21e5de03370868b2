-- What undoing an import asks of every row it added: does anything refer to it?
CREATE INDEX receipt_by_member ON receipt (member_id);
CREATE INDEX receipt_by_branch ON receipt (branch_id);
CREATE INDEX need_by_organisation ON need (organisation_id);
