using System.Xml;
using System.Xml.Linq;
using Carelake.Core;

namespace Carelake.Fhir.FromCcda;

/// <summary>Reads the XML of a document: no document type, no entities, no file or network access, bounded in size and depth.</summary>
internal static class CcdaXml
{
    /// <summary>The document; null with an issue when it is none.</summary>
    public static XDocument? Read(ReadOnlyMemory<byte> bytes, CcdaLimits limits, out Issue? issue)
    {
        issue = null;
        if (bytes.Length > limits.MaxSizeBytes)
        {
            issue = new Issue("FHIR-0701", Severity.Error, "", $"The document is longer than {limits.MaxSizeBytes} bytes.");
            return null;
        }
        try
        {
            using (var reader = Reader(bytes))
                while (reader.Read())
                    if (reader.Depth > limits.MaxDepth)
                    {
                        issue = new Issue("FHIR-0701", Severity.Error, "", $"The document is nested deeper than {limits.MaxDepth} elements.");
                        return null;
                    }
            using var again = Reader(bytes);
            return XDocument.Load(again);
        }
        catch (XmlException exception)
        {
            var place = $"line {exception.LineNumber}, column {exception.LinePosition}";
            issue = new Issue("FHIR-0700", Severity.Error, place, "This is not XML, or it has a document type, which is not allowed.");
            return null;
        }
    }

    private static XmlReader Reader(ReadOnlyMemory<byte> bytes) => XmlReader.Create(
        new MemoryStream(bytes.ToArray(), writable: false),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1024, CloseInput = true });
}
