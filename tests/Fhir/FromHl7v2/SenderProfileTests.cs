using Carelake.Core;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed class SenderProfileTests
{
    private const string Profiles = """
        map PID.Patient makes Patient
          PID-38 -> extension{https://example.com/all}.valueString

        sender ADT HOSP
          source-system north
          zone +05:30
          patient-authority SSA
        map PID.Patient makes Patient
          PID-37 -> extension{https://example.com/own}.valueString
        codes AdministrativeSex
          F other

        sender * ELSE
        codes AdministrativeSex
          F unknown
        """;

    private const string Pid = "PID|1||123^^^HOSP^MR~999^^^SSA^SS||Doe^Jane||19800203|F|||||||||||||||||||||||||||||own|all";
    private const string Pv1 = "PV1|1|I|||||||||||||||||V100^^^HOSP|||||||||||||||||||||||||202501151030";

    private static readonly Parsed<MappingTables> Tables = MappingTables.Default.With([new("senders.map", Profiles)]);

    [Fact]
    public void A_profile_can_be_read() => Tables.Issues.ShouldBeEmpty();

    [Fact]
    public void A_profile_holds_for_its_sender()
    {
        var patient = Convert(V2.Header).The("Patient");
        ((string?)patient["gender"]).ShouldBe("other");
        Urls(patient).ShouldBe(["https://example.com/all", "https://example.com/own"]);
    }

    [Fact]
    public void A_profile_holds_for_nobody_else()
    {
        var header = V2.Header.Replace("|ADT|", "|OTHER|", StringComparison.Ordinal);
        var patient = Convert(header).The("Patient");
        ((string?)patient["gender"]).ShouldBe("female");
        Urls(patient).ShouldBe(["https://example.com/all"]);
        // And what it has no part in is as if it were not there.
        ((string?)patient["id"]).ShouldBe((string?)V2.Convert(header, Pid).The("Patient")["id"]);
    }

    [Fact]
    public void A_star_stands_for_any_application() =>
        ((string?)Convert(V2.Header.Replace("HOSP^1.2.3.4^ISO", "ELSE", StringComparison.Ordinal)).The("Patient")["gender"]).ShouldBe("unknown");

    [Fact]
    public void Settings_of_a_profile_win_over_the_options()
    {
        var header = V2.Header.Replace("20250115103000+0100", "20250115103000", StringComparison.Ordinal);
        var conversion = Convert(header);
        ((string?)conversion.The("Encounter")["period"]!["start"]).ShouldBe("2025-01-15T10:30:00+05:30");
        var alone = new FromHl7v2Converter(MappingTables.Default, new() { SourceSystem = "north", PatientAuthority = "SSA" }).Convert(V2.Message(header, Pid));
        ((string?)conversion.The("Patient")["id"]).ShouldBe((string?)alone.The("Patient")["id"]);
    }

    [Theory]
    [InlineData("sender A B\n  zone yesterday", "FHIR-0500")]
    [InlineData("sender A B\n  colour red", "FHIR-0500")]
    [InlineData("sender A B\nmap X\n  PID-3 -> x : NOSUCH", "FHIR-0501")]
    public void A_line_that_cannot_be_read_is_named(string text, string code) =>
        MappingTables.Default.With([new("mine.map", text)]).Issues.ShouldHaveSingleItem().Code.ShouldBe(code);

    private static Parsed<FhirConversion> Convert(string header) => new FromHl7v2Converter(Tables.Value, new()).Convert(V2.Message(header, Pid, Pv1));

    private static IEnumerable<string?> Urls(System.Text.Json.Nodes.JsonObject patient) => patient["extension"]!.AsArray().Select(extension => (string?)extension!["url"]);
}
