-- Hospital B's EMR tables from CSV. Run in this folder: sqlite3 data/hospital-b.db < load-hospital-b.sql
-- SQLite keeps dates as text and single precision as double.
create table patients (
    "ID" text primary key,
    "F_Name" text,
    "L_Name" text,
    "M_Name" text,
    "SSN" text,
    "PhoneNumber" text,
    "Gender" text,
    "DOB" text,
    "Address" text,
    "Updated_Date" text
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
    "EncounterDate" text,
    "EncounterType" text,
    "ProviderID" text,
    "DepartmentID" text,
    "ProcedureCode" text,
    "InsertedDate" text,
    "ModifiedDate" text
);
create table transactions (
    "TransactionID" text primary key,
    "EncounterID" text,
    "PatientID" text,
    "ProviderID" text,
    "DeptID" text,
    "VisitDate" text,
    "ServiceDate" text,
    "PaidDate" text,
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
    "InsertDate" text,
    "ModifiedDate" text
);
.import --csv --skip 1 data/emr/hospital-b/patients.csv patients
.import --csv --skip 1 data/emr/hospital-b/providers.csv providers
.import --csv --skip 1 data/emr/hospital-b/departments.csv departments
.import --csv --skip 1 data/emr/hospital-b/encounters.csv encounters
.import --csv --skip 1 data/emr/hospital-b/transactions.csv transactions
