-- Hospital A's EMR tables from CSV. Run in this folder: psql -v ON_ERROR_STOP=1 -d hospital_a -f load-hospital-a.sql
-- The source keeps amounts in single precision, as many charge systems do.
create table patients (
    "PatientID" text primary key,
    "FirstName" text,
    "LastName" text,
    "MiddleName" text,
    "SSN" text,
    "PhoneNumber" text,
    "Gender" text,
    "DOB" date,
    "Address" text,
    "ModifiedDate" date
);
create table providers (
    "ProviderID" text primary key,
    "FirstName" text,
    "LastName" text,
    "Specialization" text,
    "DeptID" text,
    "NPI" text
);
create table departments (
    "DeptID" text primary key,
    "Name" text
);
create table encounters (
    "EncounterID" text primary key,
    "PatientID" text,
    "EncounterDate" date,
    "EncounterType" text,
    "ProviderID" text,
    "DepartmentID" text,
    "ProcedureCode" text,
    "InsertedDate" date,
    "ModifiedDate" date
);
create table transactions (
    "TransactionID" text primary key,
    "EncounterID" text,
    "PatientID" text,
    "ProviderID" text,
    "DeptID" text,
    "VisitDate" date,
    "ServiceDate" date,
    "PaidDate" date,
    "VisitType" text,
    "Amount" real,
    "AmountType" text,
    "PaidAmount" real,
    "ClaimID" text,
    "PayorID" text,
    "ProcedureCode" text,
    "ICDCode" text,
    "LineOfBusiness" text,
    "MedicaidID" text,
    "MedicareID" text,
    "InsertDate" date,
    "ModifiedDate" date
);
\copy patients from 'data/emr/hospital-a/patients.csv' with (format csv, header)
\copy providers from 'data/emr/hospital-a/providers.csv' with (format csv, header)
\copy departments from 'data/emr/hospital-a/departments.csv' with (format csv, header)
\copy encounters from 'data/emr/hospital-a/encounters.csv' with (format csv, header)
\copy transactions from 'data/emr/hospital-a/transactions.csv' with (format csv, header)
