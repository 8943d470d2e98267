using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.X12.Tables;

namespace Carelake.Tests.X12.Tables;

public sealed class X12TablesTests
{
    public static TheoryData<string> Corpora() => SharedData.Has("corpora/x12") ? [.. ModelCorpus.All()] : ["corpora/x12"];

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Positions_are_unique_within_a_table(string name)
    {
        foreach (var table in Rows(name).GroupBy(row => row.Table))
            table.Select(row => row.Position).ShouldBeUnique();
    }

    [Fact]
    public void A_row_stands_at_its_segment()
    {
        var rows = Rows("corpora/x12/authored/p-835-valid.edi");
        var segments = Carelake.X12.SegmentStream.Of(ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));

        rows.Where(row => row.Table.Name == "claim_payment").ShouldAllBe(row => segments[(int)row.Position - 1].Id == "CLP");
        rows.Where(row => row.Table.Name == "service_payment").ShouldAllBe(row => segments[(int)row.Position - 1].Id == "SVC");
        rows.Where(row => row.Table.Name == "adjustment").ShouldAllBe(row => segments[(int)(row.Position / 1000) - 1].Id == "CAS");
    }

    [Fact]
    public void Amounts_of_the_tables_come_to_the_payment()
    {
        var rows = Rows("corpora/x12/authored/p-835-valid.edi");

        (Sum(rows, "claim_payment", "paid_amount") - Sum(rows, "provider_adjustment", "adjustment_amount")).ShouldBe(Sum(rows, "remittance", "paid_amount"));
        (Sum(rows, "claim_payment", "billed_amount") - Sum(rows, "adjustment", "adjustment_amount")).ShouldBe(Sum(rows, "claim_payment", "paid_amount"));
    }

    [Theory]
    [InlineData("corpora/x12/authored/p-837-valid.edi", "claims")]
    [InlineData("corpora/x12/authored/p-835-valid.edi", "remittance")]
    [InlineData("corpora/x12/linuxforhealth/271_005010X279A1/subscriber-health-benefit-check.271", "benefits")]
    [InlineData("corpora/x12/imsweb/x12_277CA_accepted.txt", "statuses")]
    [InlineData("corpora/x12/aurelianware/test-x12-278-review-request.edi", "authorization")]
    public void Rows_hold_what_the_segments_hold(string name, string golden)
    {
        var text = new StringBuilder();
        foreach (var row in Rows(name))
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream)) X12RowJson.Write(json, row, "position");
            text.Append(row.Table.Name).Append(' ').Append(Encoding.UTF8.GetString(stream.ToArray())).Append('\n');
        }
        Golden.Check(text.ToString(), "tests", "X12", "Tables", "Golden", $"{golden}.expected.txt");
    }

    [Fact]
    public void A_service_that_is_asked_for_knows_its_event_and_its_patient()
    {
        const string Text = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250115*1030*^*00501*000000001*0*P*:~" +
            "GS*HI*SENDER*RECEIVER*20250115*1030*1*X*005010X217~ST*278*0001*005010X217~BHT*0007*11*REF1*20250115*1030~HL*1**20*1~NM1*X3*2*PLAN*****PI*P1~" +
            "HL*2*1*21*1~NM1*1P*2*CLINIC*****XX*1234567893~HL*3*2*22*1~NM1*IL*1*SYNTH*ANNA****MI*M1~DMG*D8*19800102*F~HL*4*3*EV*1~UM*SC*I*3*11:B~HCR*A6*AUTH9*0V~" +
            "DTP*AAH*RD8*20250120-20250131~HI*ABK:E119:D8:20240101*ABF:I10~HL*5*4*SS*0~HCR*A3**03~SV1*HC:97110*120*UN*6~HSD*VS*6~SE*18*0001~GE*1*1~IEA*1*000000001~";
        var rows = X12Tables.Rows(new MemoryStream(Encoding.ASCII.GetBytes(Text))).ToList();

        rows.Select(row => row.Table.Name).ShouldBe(["authorization", "authorization_code", "authorization_code", "authorization"]);
        var (asked, service) = (rows[0], rows[^1]);
        Value(asked, "is_response").ShouldBe(true);
        Value(asked, "action_code").ShouldBe("A6");
        Value(asked, "authorization_number").ShouldBe("AUTH9");
        Value(asked, "event_first_date").ShouldBe(new DateOnly(2025, 1, 20));
        Value(asked, "patient_birth_date").ShouldBe(new DateOnly(1980, 1, 2));
        Value(rows[2], "code").ShouldBe("I10");
        Value(service, "event_segment_number").ShouldBe(Value(asked, "segment_number"));
        Value(service, "subscriber_id").ShouldBe("M1");
        Value(service, "procedure_code").ShouldBe("97110");
        Value(service, "billed_amount").ShouldBe(120m);
        Value(service, "quantity").ShouldBe(6m);
        Value(service, "action_code").ShouldBe("A3");
    }

    [Fact]
    public void What_checks_find_is_a_table_with_place_and_level()
    {
        var file = ModelCorpus.Read("corpora/x12/authored/p-835-line-out-of-balance.edi");
        var finding = X12Tables.RowsOf(X12Tables.Findings, new MemoryStream(file)).ToList().ShouldHaveSingleItem();

        finding.Position.ShouldBe(1);
        Value(finding, "code").ShouldBe("X12-0084");
        Value(finding, "severity").ShouldBe("error");
        Value(finding, "snip_level").ShouldBe(3L);
        Value(finding, "transaction_set_id").ShouldBe("835");
        Value(finding, "loop_id").ShouldBe("2110");
        Value(finding, "segment_id").ShouldBe("SVC");
        var issues = new List<Issue>();
        X12Tables.RowsOf(X12Tables.Findings, new MemoryStream(file.AsSpan(0, file.Length / 2).ToArray()), issues).ToList().ShouldNotBeEmpty();
        issues.ShouldHaveSingleItem().Code.ShouldBe("X12-0003");
    }

    [Fact]
    public void Teeth_stand_with_their_line_and_with_their_claim()
    {
        const string Text = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250115*1030*^*00501*000000001*0*P*:~" +
            "GS*HC*SENDER*RECEIVER*20250115*1030*1*X*005010X224A2~ST*837*0001*005010X224A2~BHT*0019*00*1*20250115*1030*CH~HL*1**20*1~NM1*85*2*CLINIC*****XX*1234567893~" +
            "HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*SYNTH*ANNA****MI*M1~NM1*PR*2*PLAN*****PI*P1~CLM*C1*300***11:B:1*Y*A*Y*Y~DTP*452*D8*20250110~DN1*24*12~DN2*8*M****JP~" +
            "LX*1~SV3*AD:D2330*300**10*I*1~TOO*JP*12*L:O~TOO*JP*13~DTP*472*D8*20250115~SE*17*0001~GE*1*1~IEA*1*000000001~";
        var rows = X12Tables.Rows(new MemoryStream(Encoding.ASCII.GetBytes(Text))).ToList();

        var teeth = rows.Where(row => row.Table.Name == "claim_tooth").ToList();
        teeth.Select(row => Value(row, "tooth_code")).ShouldBe(["8", "12", "13"]);
        teeth.Select(row => Value(row, "line_number")).ShouldBe([null, 1L, 1L]);
        teeth.Select(row => Value(row, "surfaces")).ShouldBe([null, "LO", null]);
        var line = rows.Single(row => row.Table.Name == "claim_line");
        Value(line, "tooth_codes").ShouldBe("12 13");
        Value(line, "oral_cavity_areas").ShouldBe("10");
        Value(line, "prosthesis_code").ShouldBe("I");
        var claim = rows.Single(row => row.Table.Name == "claim");
        Value(claim, "orthodontic_total_months").ShouldBe(24m);
        Value(claim, "appliance_placement_date").ShouldBe(new DateOnly(2025, 1, 10));
    }

    [Fact]
    public void A_transaction_set_without_an_end_does_not_hide_the_next()
    {
        var issues = new List<Issue>();
        var valid = Encoding.ASCII.GetString(ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));
        var cut = valid[..valid.IndexOf("SE*", StringComparison.Ordinal)];
        var rows = X12Tables.Rows(new MemoryStream(Encoding.ASCII.GetBytes(cut + valid)), issues).ToList();

        rows.Count(row => row.Table.Name == "claim_payment").ShouldBe(4);
    }

    private static object? Value(X12Row row, string column) => row.Values[row.Table.Columns.IndexOf(column)];

    private static List<X12Row> Rows(string name) => [.. X12Tables.Rows(new MemoryStream(ModelCorpus.Read(name)))];

    private static decimal Sum(IEnumerable<X12Row> rows, string table, string column) => rows.Where(row => row.Table.Name == table)
        .Sum(row => (decimal?)row.Values[row.Table.Columns.IndexOf(column)] ?? 0);
}
