using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>The texts of a document by their ID, for entries that only refer to them (<c>originalText/reference</c>).</summary>
internal sealed class CcdaNarrative
{
    private readonly Dictionary<string, XElement> _byId = new(StringComparer.Ordinal);

    public CcdaNarrative(XElement document)
    {
        foreach (var element in document.Descendants())
            if (element.Value("ID") is { } id)
                _byId.TryAdd(id, element);
    }

    /// <summary>The text that <c>#id</c> refers to; null when there is none.</summary>
    public string? Find(string? reference) =>
        reference is ['#', .. var id] && _byId.TryGetValue(id, out var element) ? element.Text() : null;
}
