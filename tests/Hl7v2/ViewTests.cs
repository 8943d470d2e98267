using System.Text;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class ViewTests
{
    private static Hl7Message Read(params string[] segments) =>
        Hl7Message.Parse(Encoding.UTF8.GetBytes($"MSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5.1\r{string.Join('\r', segments)}\r")).Value;

    [Fact]
    public void An_admission_has_its_fields_by_name()
    {
        var adt = AdtMessage.Of(Hl7File.Read(Corpus.Edge("cr.hl7")).Value.Messages.Single().Value);
        var patient = adt.Patients.Single();

        adt.Header.MessageType.TriggerEvent.Text.ShouldBe("A01");
        patient.Identification.PatientIdentifierList.Select(id => (id.IdNumber.Text, id.AssigningAuthority.NamespaceId.Text, id.IdentifierTypeCode.Text))
            .ShouldBe([("MRNA100", "HOSP", "MR"), ("9434765919", "NHS", "NH")]);
        patient.Identification.PatientName.First.FamilyName.Surname.Text.ShouldBe("DOE");
        patient.Identification.DateTimeOfBirth.Value!.Value.Date.ShouldBe(new DateOnly(1980, 1, 1));
        patient.Identification.PatientAddress.First.ZipOrPostalCode.Text.ShouldBe("SW1A 1AA");
        patient.Visit.AssignedPatientLocation.Bed.Text.ShouldBe("A");
        patient.Visit.AttendingDoctor.First.FamilyName.Surname.Text.ShouldBe("SMITH");
        patient.Merge.Exists.ShouldBeFalse();
        patient.Merge.PriorPatientIdentifierList.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_merge_names_who_stays_and_who_ends()
    {
        var patient = AdtMessage.Of(Hl7File.Read(Corpus.Edge("a40-merge.hl7")).Value.Messages.Single().Value).Patients.Single();

        (patient.Identification.PatientIdentifierList.First.IdNumber.Text, patient.Merge.PriorPatientIdentifierList.First.IdNumber.Text).ShouldBe(("GOOD1", "BAD1"));
    }

    [Fact]
    public void A_swap_has_two_patients() =>
        AdtMessage.Of(Hl7File.Read(Corpus.Edge("a17-swap.hl7")).Value.Messages.Single().Value).Patients
            .Select(patient => patient.Visit.AssignedPatientLocation.Bed.Text).ShouldBe(["A", "B"]);

    [Fact]
    public void Charges_have_their_procedures_and_amounts()
    {
        var charges = DftMessage.Of(Hl7File.Read(Corpus.Edge("dft-p03.hl7")).Value.Messages.Single().Value).Charges;

        charges.Select(charge => (charge.Transaction.TransactionCode.Identifier.Text, charge.Procedures.Length)).ShouldBe([("99213", 1), ("83036", 0)]);
        charges[0].Transaction.TransactionAmountUnit.Price.Quantity.Value.ShouldBe(150.00m);
    }

    [Fact]
    public void Observations_are_read_as_the_type_they_name()
    {
        var result = OruMessage.Of(Read("PID|1", "OBR|1", "OBX|1|SN|A||>^5^/^2", "NTE|1||note", "OBX|2|ED|B||^application^pdf^Base64^QUJD", "OBR|2", "OBX|1|NM|C||1.50")).Results.Single();

        result.Orders.Length.ShouldBe(2);
        var number = result.Orders[0].Observations[0].Observation.ObservationValue.As<Sn>().First;
        (number.Comparator.Text, number.Num1.Value, number.Num2.Value).ShouldBe((">", 5m, 2m));
        result.Orders[0].Observations[0].Notes.Single().Comment.First.Text.ShouldBe("note");
        result.Orders[1].Observations.Single().Observation.ObservationValue.As<Nm>().First.Text.ShouldBe("1.50");
    }

    [Fact]
    public void Orders_without_their_common_segment_are_orders()
    {
        var order = OrderMessage.Of(Read("PID|1", "PV1|1|I", "ORC|NW|1", "OBR|1", "NTE|1||n", "ORC|NW|2", "RXO|X", "RXR|PO", "OBR|3"));

        order.Orders.Select(one => (one.Common.PlacerOrderNumber.EntityIdentifier.Text, one.Request.Segment.Exists, one.Routes.Length)).ShouldBe([("1", true, 0), ("2", false, 1), ("", true, 0)]);
        order.Patient.Visit.PatientClass.Text.ShouldBe("I");
    }

    [Fact]
    public void Every_message_of_the_corpora_has_a_view()
    {
        foreach (var file in Corpus.Files())
        {
            foreach (var message in Hl7File.Read(File.ReadAllBytes(file)).Value.Messages.Select(message => message.Value))
            {
                var persons = message.SegmentsOf("PID").Count();
                AdtMessage.Of(message).Patients.Length.ShouldBe(persons, file);
                OruMessage.Of(message).Results.Length.ShouldBeGreaterThanOrEqualTo(persons, file);
                OruMessage.Of(message).Results.Sum(result => result.Orders.Count(order => order.Request.Exists)).ShouldBe(message.SegmentsOf("OBR").Count(), file);
                SiuMessage.Of(message).Patients.Length.ShouldBe(persons, file);
                BarMessage.Of(message).Patient.Identification.Exists.ShouldBe(persons > 0, file);
                MdmMessage.Of(message).Document.Exists.ShouldBe(message.Segment("TXA").Exists, file);
                DftMessage.Of(message).Charges.Length.ShouldBe(message.SegmentsOf("FT1").Count(), file);
            }
        }
    }

    [Theory]
    [InlineData("1980", "1980")]
    [InlineData("198005", "1980-05")]
    [InlineData("20250115", "2025-01-15")]
    [InlineData("2025011510", "2025-01-15T10")]
    [InlineData("202501151030", "2025-01-15T10:30")]
    [InlineData("20250115103000+0530", "2025-01-15T10:30:00+05:30")]
    [InlineData("20250115103000.1250-0800", "2025-01-15T10:30:00.125-08:00")]
    [InlineData("20250115+0000", "2025-01-15")]
    public void A_moment_keeps_its_precision_and_zone(string text, string expected)
    {
        Hl7DateTime.TryParse(Encoding.ASCII.GetBytes(text), out var value).ShouldBeTrue();
        value.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000")]
    [InlineData("20250115103")]
    [InlineData("20250231")]
    [InlineData("2025011524")]
    [InlineData("20250115103000+5:30")]
    [InlineData("20250115103000.")]
    [InlineData("JAN 2025")]
    public void What_is_no_moment_is_none(string text) => Hl7DateTime.TryParse(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void A_moment_without_zone_takes_the_senders()
    {
        Hl7DateTime.TryParse("202501151030"u8, out var value).ShouldBeTrue();

        value.At(TimeSpan.FromHours(5.5)).ShouldBe(new DateTimeOffset(2025, 1, 15, 10, 30, 0, TimeSpan.FromHours(5.5)));
        new PartialDateTime(DateTimePrecision.Day, 2025, 1, 15, 0, 0, 0, 0, null).At(TimeSpan.Zero).ShouldBeNull();
    }
}
