using System.Buffers;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Hl7v2;

namespace Carelake.FormatBench;

/// <summary>HL7 v2 messages parsed, converted to FHIR bundles and written as JSON bytes.</summary>
internal static class V2ToFhirWorkload
{
    public static Workload Prepare(string[] files)
    {
        var inputs = files.Select(File.ReadAllBytes).ToList();
        var converter = new FromHl7v2Converter(MappingTables.Default, new ConversionOptions { KeepsMessage = false });
        var messages = inputs.Sum(input => (long)Hl7File.Read(input).Value.Messages.Count());
        var output = new ArrayBufferWriter<byte>();
        return new(messages, inputs.Sum(input => (long)input.Length), () =>
        {
            long written = 0;
            foreach (var message in inputs.SelectMany(input => Hl7File.Read(input).Value.Messages))
            {
                output.ResetWrittenCount();
                converter.Convert(message.Value).Value.WriteTo(output);
                written += output.WrittenCount;
            }
            return written;
        });
    }
}
