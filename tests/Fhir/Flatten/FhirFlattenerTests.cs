using System.Text;
using System.Text.Json;
using Carelake.Fhir.Flatten;

namespace Carelake.Tests.Fhir.Flatten;

public sealed class FhirFlattenerTests
{
    private static readonly FhirFlattener Flattener = new(FlatTables.Default);

    [Fact]
    public void The_definition_is_read_without_an_issue() => FlatTables.Parse(FlatTables.DefaultText).Issues.ShouldBeEmpty();

    [Fact]
    public void Every_column_is_one_of_the_common_data_model()
    {
        foreach (var table in FlatTables.Default)
        {
            var model = File.ReadAllText(Repository.Path("models", "silver", table.Name + ".yml"));

            table.Columns.ShouldAllBe(column => model.Contains($"  {column.Name}: {{type:"), table.Name);
            // What has no place in FHIR is said, with the reason.
            System.Text.RegularExpressions.Regex.Matches(model, @"^  (?:- )?([a-z_]+): \{type:", System.Text.RegularExpressions.RegexOptions.Multiline)
                .Select(column => column.Groups[1].Value).Except(table.Columns.Select(column => column.Name)).Order(StringComparer.Ordinal)
                .ShouldBe(table.Absent.Select(column => column.Key).Order(StringComparer.Ordinal), table.Name);
        }
    }

    [Fact]
    public void A_patient_becomes_a_row()
    {
        var row = Rows("""
            {"resourceType":"Patient","id":"p1","meta":{"source":"north","lastUpdated":"2024-05-06T23:30:00-05:00"},"gender":"female","birthDate":"1970-02-03",
             "identifier":[{"system":"http://hl7.org/fhir/sid/us-ssn","value":"123-45-6789"},{"type":{"coding":[{"code":"MR"}]},"value":"M1"}],
             "name":[{"family":"Test","given":["Ada","Mary"]}],"telecom":[{"system":"email","value":"x"},{"system":"phone","value":"555"}]}
            """).ShouldHaveSingleItem();

        row["patient_id"].ShouldBe("p1");
        row["facility_id"].ShouldBe("north");
        row["mrn"].ShouldBe("M1");
        row["ssn"].ShouldBe("123-45-6789");
        row["middle_name"].ShouldBe("Mary");
        row["phone_number"].ShouldBe("555");
        row["modified_date"].ShouldBe("2024-05-07");
        row["city"].ShouldBeNull();
    }

    [Fact]
    public void The_day_where_it_was_and_the_moment_in_UTC_both_come_back()
    {
        var row = Rows("""{"resourceType":"Encounter","id":"e","class":{"code":"EMER"},"subject":{"reference":"https://host/Patient/p/_history/2"},"period":{"start":"2024-03-01T23:30:00-05:00"}}""").ShouldHaveSingleItem();
        row["encounter_type"].ShouldBe("emergency");
        row["patient_id"].ShouldBe("p");
        row["encounter_date"].ShouldBe("2024-03-01");
        row["started_at"].ShouldBe("2024-03-02T04:30:00Z");

        Again(row).ShouldBe(row.Values);
    }

    [Fact]
    public void A_middle_name_without_a_first_one_keeps_its_place()
    {
        var row = Rows("""{"resourceType":"Patient","id":"p","name":[{"given":[null,"Mary"],"_given":[{"id":"a"},null]}]}""").ShouldHaveSingleItem();
        var built = FhirBuilder.Build(row);

        built["name"]![0]!.ToJsonString().ShouldBe("""{"given":[null,"Mary"],"_given":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},null]}""");
        new Carelake.Fhir.Validation.FhirValidator().Validate(Encoding.UTF8.GetBytes(built.ToJsonString())).Where(issue => issue.Severity == Carelake.Core.Severity.Error).ShouldBeEmpty();
        Again(row).ShouldBe(row.Values);
    }

    [Theory]
    [InlineData("corpora/fhir/synthea-bundles")]
    [InlineData("corpora/fhir/r4-examples")]
    [InlineData("corpora/fhir/us-core-examples")]
    public void Flattened_built_and_flattened_again_gives_the_same_rows(string folder)
    {
        var rows = Directory.EnumerateFiles(SharedData.Path(folder), "*.json", SearchOption.AllDirectories).SelectMany(file => Rows(File.ReadAllText(file))).ToList();

        rows.ShouldNotBeEmpty();
        foreach (var row in rows) Again(row).ShouldBe(row.Values, row.Table.Name);
    }

    [Theory]
    [InlineData("patient_id id")]
    [InlineData("table patient of Patient")]
    [InlineData("table patient from Patient\nmrn identifier[")]
    [InlineData("table patient from Patient\nmrn identifier sometimes")]
    public void A_line_that_defines_nothing_is_named(string text) => FlatTables.Parse(text).Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0750");

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"resourceType":"Patient","name":"x","identifier":{"value":[1]},"telecom":[null,3],"address":[[]]}""")]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":null},7]}""")]
    public void Odd_shapes_give_empty_columns(string json) => Should.NotThrow(() => Rows(json));

    private static List<FlatRow> Rows(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return [.. Flattener.Rows(document.RootElement)];
    }

    private static System.Collections.Immutable.ImmutableArray<string?> Again(FlatRow row) => Rows(FhirBuilder.Build(row).ToJsonString()).ShouldHaveSingleItem().Values;
}
