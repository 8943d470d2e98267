using System.Text;

namespace Carelake.X12;

/// <summary>Writes the segments of answers with the separators of what is answered, so that copied values cannot hold one.</summary>
internal sealed class X12AcknowledgementText(X12Delimiters delimiters)
{
    private readonly StringBuilder _text = new();
    private int _setStart;

    /// <summary>Segments written since <see cref="BeginSet"/>, ST included.</summary>
    public int SegmentCount { get; private set; }

    public bool IsEmpty => _text.Length == 0;

    public char Component => (char)delimiters.Component;

    public void BeginSet()
    {
        SegmentCount = 0;
        _setStart = _text.Length;
    }

    /// <summary>Takes back what was written since <see cref="BeginSet"/>.</summary>
    public void Undo() => _text.Length = _setStart;

    /// <summary>A segment; empty elements at its end are left out.</summary>
    public void Segment(string id, params ReadOnlySpan<string> elements)
    {
        var count = elements.Length;
        while (count > 0 && elements[count - 1].Length == 0) count--;
        _text.Append(id);
        foreach (var element in elements[..count])
            _text.Append((char)delimiters.Element).Append(element);
        _text.Append((char)delimiters.Segment);
        SegmentCount++;
    }

    public void Append(X12AcknowledgementText other) => _text.Append(other._text);

    public override string ToString() => _text.ToString();
}
