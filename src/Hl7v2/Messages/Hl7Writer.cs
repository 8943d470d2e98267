using System.Buffers;
using System.Text;

namespace Carelake.Hl7v2;

/// <summary>
/// Writes the text of a message: every value escaped, separators that nothing follows left out, each segment ended by a carriage return (HL7 v2.5.1 section 2.6).
/// </summary>
/// <param name="delimiters">What MSH-1 and MSH-2 will declare.</param>
public sealed class Hl7Writer(Delimiters delimiters)
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes with the usual delimiters.</summary>
    public Hl7Writer()
        : this(Delimiters.Usual)
    {
    }

    /// <summary>The text of a value: delimiters and line ends in it become escape sequences.</summary>
    public string Value(string text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 8);
        Escapes.Write(text, delimiters, Charset.Utf8, output);
        return Charset.Utf8.GetString(output.WrittenSpan);
    }

    /// <summary>Values as the components of one field.</summary>
    /// <param name="values">Not yet escaped; empty where nothing is sent.</param>
    public string Components(params ReadOnlySpan<string> values) => Join(delimiters.Component, values, isEscaped: false);

    /// <summary>Values as the subcomponents of one component.</summary>
    /// <param name="values">Not yet escaped; empty where nothing is sent.</param>
    public string Subcomponents(params ReadOnlySpan<string> values) => Join(delimiters.Subcomponent, values, isEscaped: false);

    /// <summary>Components that were written already as one field.</summary>
    public string Field(params ReadOnlySpan<string> components) => Join(delimiters.Component, components, isEscaped: true);

    /// <summary>Repetitions that were written already as one field.</summary>
    public string Repetitions(params ReadOnlySpan<string> repetitions) => Join(delimiters.Repetition, repetitions, isEscaped: true);

    /// <summary>Adds a segment.</summary>
    /// <param name="id">Three characters.</param>
    /// <param name="fields">Written already, from field 1; for MSH, FHS and BHS from field 3.</param>
    public Hl7Writer Segment(string id, params ReadOnlySpan<string> fields)
    {
        _text.Append(id);
        if (SegmentId.IsHeader(SegmentId.Pack(id))) _text.Append((char)delimiters.Field).Append(delimiters.EncodingCharacters);
        var joined = Join(delimiters.Field, fields, isEscaped: true);
        if (joined.Length > 0) _text.Append((char)delimiters.Field).Append(joined);
        _text.Append('\r');
        return this;
    }

    /// <summary>The bytes of all segments.</summary>
    /// <param name="encoding">What MSH-18 declares.</param>
    public byte[] ToBytes(Encoding encoding) => encoding.GetBytes(_text.ToString());

    /// <summary>The bytes of all segments in UTF-8.</summary>
    public byte[] ToBytes() => ToBytes(Charset.Utf8);

    private string Join(byte delimiter, ReadOnlySpan<string> values, bool isEscaped)
    {
        var last = values.Length;
        while (last > 0 && values[last - 1].Length == 0) last--;
        var text = new StringBuilder();
        for (var index = 0; index < last; index++)
        {
            if (index > 0) text.Append((char)delimiter);
            text.Append(isEscaped ? values[index] : Value(values[index]));
        }
        return text.ToString();
    }
}
