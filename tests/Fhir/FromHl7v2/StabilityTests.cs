using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Carelake.Hl7v2;
using Carelake.Tests.Hl7v2;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed class StabilityTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_message_of_the_corpora_makes_the_same_bytes_twice()
    {
        foreach (var message in Corpus.Files().SelectMany(file => Hl7File.Read(File.ReadAllBytes(file)).Value.Messages))
            V2.Converter.Convert(message.Value).Value.Bundle.ToJsonString()
                .ShouldBe(V2.Converter.Convert(message.Value).Value.Bundle.ToJsonString());
    }

    [Fact]
    public void All_ways_of_writing_give_the_same_bytes()
    {
        var (output, options) = (new ArrayBufferWriter<byte>(), new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var message in Corpus.Files().Where((_, index) => index % 4 == 0).SelectMany(file => Hl7File.Read(File.ReadAllBytes(file)).Value.Messages.Take(20)))
        {
            var converted = V2.Converter.Convert(message.Value).Value;
            output.ResetWrittenCount();
            converted.WriteTo(output);
            Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(converted.Bundle.ToJsonString(options));
        }
    }

    [Fact]
    public void Ids_do_not_depend_on_what_else_is_said()
    {
        // Another control id, time, name and address: the same numbers, the same resources.
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var (mrn, visit, placer, filler) = (Digits(random), Digits(random), Digits(random), Digits(random));
            string[] types = ["Patient", "Encounter", "ServiceRequest", "DiagnosticReport", "Observation"];
            var first = Convert(random, mrn, visit, placer, filler);
            var second = Convert(random, mrn, visit, placer, filler);
            foreach (var type in types)
                second.The(type)["id"]!.ToString().ShouldBe(first.The(type)["id"]!.ToString(), $"{type}, round {round}");
            var other = Convert(random, mrn + "1", visit + "1", placer + "1", filler + "1");
            foreach (var type in types)
                other.The(type)["id"]!.ToString().ShouldNotBe(first.The(type)["id"]!.ToString(), $"{type}, round {round}");
        }
    }

    private static Carelake.Core.Parsed<Carelake.Fhir.FromHl7v2.FhirConversion> Convert(Random random, string mrn, string visit, string placer, string filler) =>
        V2.Convert(
            $@"MSH|^~\&|LAB|HOSP|LAKE|GROUP|202501{random.Next(10, 28)}1030||ORU^R01^ORU_R01|{Digits(random)}|P|2.5.1",
            $"PID|1||{mrn}^^^HOSP^MR||{Letters(random)}^{Letters(random)}||19{random.Next(10, 99)}0101|F|||{Letters(random)}",
            $"PV1|1|O|{Letters(random)}||||||||||||||||{visit}^^^HOSP",
            $"ORC|RE|{placer}^HIS|{filler}^LAB",
            $"OBR|1|{placer}^HIS|{filler}^LAB|2345-7^Glucose^LN|||202501{random.Next(10, 28)}",
            $"OBX|1|NM|2345-7^Glucose^LN||{random.Next(1, 300)}|mg/dL||||F");

    private static string Digits(Random random) => random.Next(100_000, 999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Letters(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(3, 9); length > 0; length--) text.Append((char)('a' + random.Next(26)));
        return text.ToString();
    }
}
