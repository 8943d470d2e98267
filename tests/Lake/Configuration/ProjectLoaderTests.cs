using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Models;

namespace Carelake.Tests.Lake.Configuration;

public sealed class ProjectLoaderTests
{
    private const string Config = """
        name: demo
        builtin_models: false
        facilities:
          north: {name: North Hospital, country: US}
        sources:
          emr:
            connector: sqlite
            path: emr.db
            connection: env:EMR
            facility: north
            schedule: "0 2 * * *"
            timeout: 00:30:00
            tables:
              patients: {table: dbo.Patients, load: incremental, watermark: ModifiedDate, keys: [PatientID]}
              wards:
        models: [models]
        as_of: 2024-12-31
        """;

    private const string Patient = """
        table: silver.patient
        grain: one row per patient
        keys: [patient_id]
        materialisation: scd2
        columns:
          patient_id: {type: string, sensitivity: direct_identifier}
          birth_date: {type: date, sensitivity: quasi_identifier}
        rules:
          - {name: key_present, type: not_null, columns: [patient_id]}
          - {name: born, type: row, expression: "birth_date <= current_date", severity: warn}
        """;

    private const string Mapping = """
        -- to silver.patient
        select
            PatientID as patient_id,
            ModifiedDate as _effective_at,
            _source_id,
            _batch_id,
            _landing_file,
            _position
        from bronze.emr_patients
        """;

    private static TemporaryProject Complete() => TemporaryProject.With(
        ("carelake.yaml", Config), ("models/silver/patient.yml", Patient), ("mappings/emr/patients.sql", Mapping));

    [Fact]
    public void A_whole_project_is_read()
    {
        using var files = Complete();

        var project = ProjectLoader.Load(files.File);

        project.Config.AsOf.ShouldBe(new DateOnly(2024, 12, 31));
        var source = project.Sources.ShouldHaveSingleItem();
        source.Id.ShouldBe("emr");
        source.Connection.ShouldBe(new SecretReference(SecretStore.Environment, "EMR"));
        source.Timeout.ShouldBe(TimeSpan.FromMinutes(30));
        source.Tables.Keys.ShouldBe(["patients", "wards"]);
        source.Tables["patients"].Load.ShouldBe(LoadType.Incremental);
        source.Tables["wards"].ShouldBe(new TableConfig { Name = "wards", Keys = source.Tables["wards"].Keys, Options = source.Tables["wards"].Options });
        var model = project.Models["silver.patient"];
        model.Materialisation.ShouldBe(Materialisation.Scd2);
        model.Columns.Values.Select(column => column.Name).ShouldBe(["patient_id", "birth_date"]);
        model.Rules[1].Severity.ShouldBe(RuleSeverity.Warn);
        project.MappingsTo("silver.patient").ShouldHaveSingleItem().BronzeTable.ShouldBe("bronze.emr_patients");
    }

    [Theory]
    [InlineData("facility: north", "facilty: north", "LAKE-0203 carelake.yaml:10:5 Unknown key 'facilty'. Did you mean 'facility'?")]
    [InlineData("facility: north", "facility: nort", "LAKE-0208 carelake.yaml:10:15 There is no facility 'nort'. Did you mean 'north'?")]
    [InlineData("    connector: sqlite\n", "", "LAKE-0204 carelake.yaml:7:5 The key 'connector' is missing.")]
    [InlineData("load: incremental", "load: incrementl", "LAKE-0205 carelake.yaml:14:45 'incrementl' is not one of the allowed words. Did you mean 'incremental'?")]
    [InlineData("timeout: 00:30:00", "timeout: soon", "LAKE-0205 carelake.yaml:12:14 A time span is expected here, such as 00:30:00 (hours, minutes, seconds).")]
    [InlineData("connection: env:EMR", "connection: Password=hunter2", "LAKE-0205 carelake.yaml:9:17 A secret is written as a reference: env:NAME, file:PATH or keyvault:NAME, never as itself.")]
    [InlineData("watermark: ModifiedDate, ", "", "LAKE-0210 carelake.yaml:14:7 An incremental load needs a watermark column.")]
    [InlineData("      wards:", "      Wards:", "LAKE-0209 carelake.yaml:15:7 'Wards' is not a name: lower case, digits, underscores, a letter first.")]
    [InlineData("models: [models]", "models: models", "LAKE-0205 carelake.yaml:16:9 A list is expected here, such as [a, b].")]
    [InlineData("models: [models]", "models: [modells]", "LAKE-0201 carelake.yaml:16:10 There is no folder 'modells'.")]
    [InlineData("as_of: 2024-12-31", "as_of: 31/12/2024", "LAKE-0205 carelake.yaml:17:8 A date is expected here, such as 2024-12-31.")]
    [InlineData("schedule: \"0 2 * * *\"", "schedule: nightly", "LAKE-0205 carelake.yaml:11:15 schedule is five cron fields, such as \"0 2 * * *\".")]
    public void What_is_wrong_in_the_configuration_is_said_with_its_place(string written, string instead, string problem)
    {
        using var files = Complete();
        Config.ShouldContain(written);

        files.Write("carelake.yaml", Config.Replace(written, instead)).Problems().ShouldContain(problem);
    }

    [Theory]
    [InlineData("name: key_present, type: not_null", "name: key_present, type: notnull", "LAKE-0205 models/silver/patient.yml:9:31 'notnull' is not one of the allowed words. Did you mean 'not_null'?")]
    [InlineData("keys: [patient_id]", "keys: [pateint_id]", "LAKE-0104 models/silver/patient.yml:3:7 'pateint_id' is not a column of silver.patient. Did you mean 'patient_id'?")]
    [InlineData("type: date", "type: varchar", "LAKE-0104 models/silver/patient.yml:7:22 'varchar' is not a type.")]
    [InlineData(", expression: \"birth_date <= current_date\"", "", "LAKE-0105 models/silver/patient.yml:10:5 Rule 'born': it needs an expression.")]
    [InlineData("table: silver.patient", "table: silver.patients", "LAKE-0102 models/silver/patient.yml:1:8 The file must be named for its table: patients.yml.")]
    public void What_is_wrong_in_a_model_is_said_with_its_place(string written, string instead, string problem)
    {
        using var files = Complete();
        Patient.ShouldContain(written);

        string.Join("\n", files.Write("models/silver/patient.yml", Patient.Replace(written, instead)).Problems())
            .ShouldContain(problem);
    }

    [Fact]
    public void Gold_holds_no_direct_identifier_not_even_by_silence()
    {
        using var files = Complete();
        files.Write("models/gold/people/dim_patient.sql", "select patient_id from silver.patient");
        files.Write("models/gold/people/dim_patient.yml", """
            table: gold.dim_patient
            grain: one row per patient
            materialisation: full
            columns:
              patient_id: {type: string}
            """);

        files.Problems().ShouldHaveSingleItem().ShouldStartWith("LAKE-0106 models/gold/people/dim_patient.yml:5:3 ");
    }

    [Theory]
    [InlineData("-- to silver.patients\nselect 1", "LAKE-0103 mappings/emr/patients.sql:1:1 There is no model silver.patients. Did you mean 'silver.patient'?")]
    [InlineData("select 1", "LAKE-0103 mappings/emr/patients.sql:1:1 The first line of a mapping says which table it feeds: -- to silver.NAME")]
    public void A_mapping_says_which_table_it_feeds(string text, string problem)
    {
        using var files = Complete();

        files.Write("mappings/emr/patients.sql", text).Problems().ShouldBe([problem]);
    }

    [Fact]
    public void Every_problem_is_told_at_once_when_a_project_cannot_be_loaded()
    {
        using var files = Complete();
        files.Write("carelake.yaml", Config.Replace("country:", "contry:").Replace("keys:", "key:"));

        var error = Should.Throw<CarelakeException>(() => ProjectLoader.Load(files.File));

        error.Code.ShouldBe("LAKE-0203");
        error.Place.ShouldBe("carelake.yaml:4:33");
        error.Remedy.ShouldContain("carelake.yaml:14:83: Unknown key 'key'.");
    }

    [Fact]
    public void The_file_is_found_here_or_above()
    {
        using var files = Complete();
        var below = Directory.CreateDirectory(Path.Combine(files.Folder, "a/b")).FullName;

        ProjectFile.Find(null, below).ShouldBe(files.File);
        ProjectFile.Find("../..", below).ShouldBe(files.File);
    }
}
