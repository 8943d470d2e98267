using System.Text;
using Carelake.Hl7v2;
using Carelake.Tests.Fuzz;
using Carelake.Tests.Hl7v2;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed class ConversionFuzzTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void No_message_makes_the_conversion_throw() => FuzzRun.Of(
        Corpus.Files().Select(File.ReadAllBytes).Where(file => file.Length < 100_000),
        "|^~\\&#\r\n\"MSH"u8,
        bytes =>
        {
            foreach (var message in Hl7File.Read(bytes).Value.Messages)
                V2.Converter.Convert(message.Value).Value.Bundle.ToJsonString().Length.ShouldBePositive();
        });

    [Fact]
    [Trait("Speed", "Slow")]
    public void No_mapping_file_makes_the_tables_throw()
    {
        var maps = Repository.Files("src/Fhir/FromHl7v2/Maps", ".map").Where(file => !file.Contains("codes-", StringComparison.Ordinal)).Select(File.ReadAllBytes).ToList();
        var message = V2.Message("PID|1||123^^^HOSP^MR||Doe^Jane", "PV1|1|I|W^1^2");
        FuzzRun.Of(maps, "->:[]{}@.\"`! \n"u8, bytes =>
        {
            var tables = Carelake.Fhir.FromHl7v2.Tables.MappingTables.Default.With([new("mutated.map", Encoding.UTF8.GetString(bytes))]);
            new Carelake.Fhir.FromHl7v2.FromHl7v2Converter(tables.Value, new()).Convert(message).Value.ShouldNotBeNull();
        });
    }
}
