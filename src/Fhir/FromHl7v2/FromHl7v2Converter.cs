using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Conversion;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Hl7v2;

namespace Carelake.Fhir.FromHl7v2;

/// <summary>
/// Turns HL7 v2 messages into FHIR R4 bundles after the HL7 v2-to-FHIR implementation guide. Pure: the same message, tables and options give the same
/// bytes. Safe for use by many threads at once.
/// </summary>
/// <param name="tables">What becomes what.</param>
/// <param name="options">What the sender's messages do not say.</param>
public sealed class FromHl7v2Converter(MappingTables tables, ConversionOptions options)
{
    /// <summary>Converts one message; never throws, whatever the message holds.</summary>
    /// <returns>
    /// The bundle, with issues <c>FHIR-0502</c> to <c>FHIR-0510</c> located as <c>PID[1]-7[1]</c>: what could not be read as its type is left out and
    /// named.
    /// </returns>
    public Parsed<FhirConversion> Convert(Hl7Message message)
    {
        var (own, ownOptions) = tables.For(message.Header.Field(3).Text, message.Header.Field(4).Text, options);
        return new MessageConversion(own, ownOptions, message).Run();
    }
}
