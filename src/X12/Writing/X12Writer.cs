using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Carelake.Core;

namespace Carelake.X12;

/// <summary>
/// Writes segments and their envelopes. X12 has no escaping: data that holds a separator is refused with an issue and a space stands in its
/// place, so that the structure stays whole; what carries an error issue must not be sent. Empty elements and components at the end are
/// left out; SE01, GE01 and IEA01 are counted, and the trailers repeat the control numbers of their headers.
/// </summary>
/// <param name="output">Takes the bytes.</param>
/// <param name="delimiters">The separators to write with.</param>
/// <param name="breaksLines">A line feed after each segment.</param>
public sealed class X12Writer(IBufferWriter<byte> output, X12Delimiters delimiters, bool breaksLines = false)
{
    private readonly ImmutableArray<Issue>.Builder _issues = ImmutableArray.CreateBuilder<Issue>();
    private readonly SearchValues<byte> _separators = Separators(delimiters);
    private string _interchange = "";
    private string _group = "";
    private string _transaction = "";
    private int _groups;
    private int _transactions;

    /// <summary>The separators written with.</summary>
    public X12Delimiters Delimiters { get; } = delimiters;

    /// <summary>What could not be written as it is, in order.</summary>
    public ImmutableArray<Issue> Issues => _issues.ToImmutable();

    /// <summary>Segments written since the last ST, it included; before an ST those since the start.</summary>
    public int SegmentCount { get; private set; }

    /// <summary>Writes ISA.</summary>
    public void BeginInterchange(X12Envelope envelope)
    {
        _interchange = Control(envelope.InterchangeControlNumber).PadLeft(9, '0');
        _groups = 0;
        Ascii("ISA");
        Cell(1, "00", 2);
        Cell(2, "", 10);
        Cell(3, "00", 2);
        Cell(4, "", 10);
        Cell(5, envelope.SenderQualifier, 2);
        Cell(6, envelope.SenderId, 15);
        Cell(7, envelope.ReceiverQualifier, 2);
        Cell(8, envelope.ReceiverId, 15);
        Cell(9, envelope.CreatedAt.ToString("yyMMdd", CultureInfo.InvariantCulture), 6);
        Cell(10, envelope.CreatedAt.ToString("HHmm", CultureInfo.InvariantCulture), 4);
        Raw(Delimiters.Element);
        Raw(Delimiters.Repetition == 0 ? (byte)'U' : Delimiters.Repetition);
        Cell(12, "00501", 5);
        Cell(13, _interchange, 9);
        Cell(14, envelope.WantsAcknowledgement ? "1" : "0", 1);
        Cell(15, envelope.IsTest ? "T" : "P", 1);
        Raw(Delimiters.Element);
        Raw(Delimiters.Component);
        EndSegment();
    }

    /// <summary>Writes GS.</summary>
    /// <param name="envelope">The interchange's own.</param>
    /// <param name="functionalId">GS01, such as <c>HC</c>.</param>
    /// <param name="version">GS08, such as <c>005010X222A1</c>.</param>
    /// <param name="controlNumber">GS06; the envelope's when null.</param>
    public void BeginGroup(X12Envelope envelope, string functionalId, string version, int? controlNumber = null)
    {
        _groups++;
        _group = Control(controlNumber ?? envelope.GroupControlNumber ?? envelope.InterchangeControlNumber);
        _transactions = 0;
        Write(
            "GS", functionalId, envelope.ApplicationSender ?? envelope.SenderId, envelope.ApplicationReceiver ?? envelope.ReceiverId,
            envelope.CreatedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture), envelope.CreatedAt.ToString("HHmm", CultureInfo.InvariantCulture),
            _group, "X", version);
    }

    /// <summary>Writes ST.</summary>
    /// <param name="transactionSetId">ST01, such as <c>837</c>.</param>
    /// <param name="controlNumber">ST02, four to nine characters, not used twice in the group.</param>
    /// <param name="version">ST03; null where the guide has none, as 835.</param>
    public void BeginTransaction(string transactionSetId, string controlNumber, string? version)
    {
        _transactions++;
        _transaction = controlNumber;
        SegmentCount = 0;
        Write("ST", transactionSetId, controlNumber, version);
    }

    /// <summary>Writes SE with the count of the segments.</summary>
    public void EndTransaction() => Write("SE", SegmentCount + 1, _transaction);

    /// <summary>Writes GE with the count of the transaction sets.</summary>
    public void EndGroup() => Write("GE", _transactions, _group);

    /// <summary>Writes IEA with the count of the groups.</summary>
    public void EndInterchange() => Write("IEA", _groups, _interchange);

    /// <summary>Writes a header as it was read, and takes its control number for the trailer.</summary>
    /// <param name="header">ISA, GS or ST.</param>
    /// <param name="interchangeControlNumber">Replaces ISA13.</param>
    internal void Adopt(X12Segment header, int? interchangeControlNumber = null)
    {
        if (header.Is("ISA"u8))
        {
            _interchange = interchangeControlNumber is { } number ? Control(number).PadLeft(9, '0') : header.Text(13);
            _groups = 0;
            Header(header, _interchange);
            EndSegment();
            return;
        }
        Write(header);
        if (header.Is("GS"u8)) (_group, _transactions, _groups) = (header.Text(6), 0, _groups + 1);
        if (header.Is("ST"u8)) (_transaction, SegmentCount, _transactions) = (header.Text(2), 1, _transactions + 1);
    }

    /// <summary>Writes one segment.</summary>
    /// <param name="id">Two or three characters.</param>
    /// <param name="elements">Elements from 1 on.</param>
    public void Write(string id, params ReadOnlySpan<X12Value> elements)
    {
        Ascii(id);
        var waiting = 0;
        for (var index = 0; index < elements.Length; index++)
        {
            waiting++;
            if (elements[index].IsEmpty) continue;
            for (; waiting > 0; waiting--) Raw(Delimiters.Element);
            Element(elements[index], id, index + 1);
        }
        EndSegment();
    }

    /// <summary>Writes a segment that was read, with this writer's separators; empty elements at the end are left out.</summary>
    public void Write(X12Segment segment)
    {
        if (segment.Delimiters == Delimiters || segment.Is("ISA"u8))
        {
            if (segment.Is("ISA"u8)) Header(segment);
            else output.Write(segment.Bytes.TrimEnd(Delimiters.Element));
            EndSegment();
            return;
        }
        output.Write(segment.Id);
        var id = X12Text.OfKey(segment.Id);
        var waiting = 0;
        for (var number = 1; number <= segment.ElementCount; number++)
        {
            waiting++;
            var element = segment.Composite(number);
            if (element.IsEmpty) continue;
            for (; waiting > 0; waiting--) Raw(Delimiters.Element);
            for (var repetition = 1; repetition <= element.RepetitionCount; repetition++)
            {
                if (repetition > 1) Raw(Delimiters.Repetition);
                var part = element.Repetition(repetition);
                for (var component = 1; component <= part.ComponentCount; component++)
                {
                    if (component > 1) Raw(Delimiters.Component);
                    Data(part.Component(component), id, number);
                }
            }
        }
        EndSegment();
    }

    // An ISA is fixed in width, and its separators are those of this writer from now on.
    private void Header(X12Segment segment, string? controlNumber = null)
    {
        Ascii("ISA");
        for (var number = 1; number <= segment.ElementCount; number++)
        {
            Raw(Delimiters.Element);
            if (number == 13 && controlNumber is not null) Ascii(controlNumber);
            else if (number == 11 && Delimiters.Repetition != 0) Raw(Delimiters.Repetition);
            else if (number == 16) Raw(Delimiters.Component);
            else output.Write(segment.Element(number));
        }
    }

    private void Element(X12Value value, string id, int number)
    {
        if (value.Parts.IsEmpty)
        {
            Data(value.Text, id, number);
            return;
        }
        var separator = value.IsRepetition ? Delimiters.Repetition : Delimiters.Component;
        if (value.IsRepetition && separator == 0 && value.Parts.Length > 1)
        {
            Refuse("X12-0502", id, number, "The interchange has no repetition separator, but the element is repeated.");
            separator = (byte)' ';
        }
        var waiting = -1;
        foreach (var part in value.Parts)
        {
            waiting++;
            if (part.IsEmpty) continue;
            for (; waiting > 0; waiting--) Raw(separator);
            Element(part, id, number);
        }
    }

    private void Data(string? text, string id, int number)
    {
        var value = text ?? "";
        var bytes = output.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length));
        var count = Encoding.UTF8.GetBytes(value, bytes);
        Check(bytes[..count], id, number);
        output.Advance(count);
    }

    private void Data(ReadOnlySpan<byte> value, string id, int number)
    {
        var bytes = output.GetSpan(Math.Max(1, value.Length));
        value.CopyTo(bytes);
        Check(bytes[..value.Length], id, number);
        output.Advance(value.Length);
    }

    private void Check(Span<byte> bytes, string id, int number)
    {
        if (!bytes.ContainsAny(_separators)) return;
        Refuse("X12-0501", id, number, "The data holds a character that is a separator or a line end; X12 has no way to escape it.");
        bytes.ReplaceAny(_separators, (byte)' ');
    }

    private void Refuse(string code, string id, int number, string message) =>
        _issues.Add(new(code, Severity.Error, $"{id}{number:00}", message));

    // The elements of an ISA have fixed widths.
    private void Cell(int number, string text, int width)
    {
        if (text.Length > width) Refuse("X12-0503", "ISA", number, $"The value is longer than the {width} characters that ISA has for it.");
        Raw(Delimiters.Element);
        Data(text.Length > width ? text[..width] : text.PadRight(width), "ISA", number);
    }

    private string Control(int number)
    {
        if (number is <= 0 or > 999_999_999) Refuse("X12-0503", "ISA", 13, "A control number is 1 to 999999999.");
        return Math.Clamp(number, 1, 999_999_999).ToString(CultureInfo.InvariantCulture);
    }

    private void Ascii(string text)
    {
        var bytes = output.GetSpan(Math.Max(1, text.Length));
        output.Advance(Encoding.ASCII.GetBytes(text, bytes));
    }

    private void Raw(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static SearchValues<byte> Separators(X12Delimiters delimiters) =>
        SearchValues.Create(delimiters.Element, delimiters.Component, delimiters.Segment, delimiters.Repetition, (byte)'\r', (byte)'\n');

    private void EndSegment()
    {
        SegmentCount++;
        Raw(Delimiters.Segment);
        if (breaksLines && Delimiters.Segment != (byte)'\n') Raw((byte)'\n');
    }
}
