using System.Text.Json;
using Carelake.X12;

namespace Carelake.Cli.Verbs;

/// <summary>Writes segments as they are read.</summary>
internal abstract class X12Printer : X12Handler
{
    public bool HasErrors { get; private set; }

    public override void OnFinding(X12Finding finding)
    {
        HasErrors |= finding.IsError;
        WriteFinding(finding);
    }

    protected abstract void WriteFinding(X12Finding finding);
}

/// <summary>A line a segment: position, loop, id, what it is, and each element by name.</summary>
internal sealed class X12TextPrinter(TextWriter output, string name) : X12Printer
{
    private const int LoopWidth = 16;
    private const int NameWidth = 24;

    private bool _hasSaidName;

    public override void OnInterchange(X12Interchange interchange)
    {
        if (!_hasSaidName) output.WriteLine(name);
        _hasSaidName = true;
        output.WriteLine(
            $"Interchange {interchange.ControlNumber} from {interchange.SenderQualifier} {interchange.SenderId} to {interchange.ReceiverQualifier} {interchange.ReceiverId}, "
            + $"{(interchange.Usage == "T" ? "test" : "production")}");
    }

    public override void OnInterchangeAcknowledgement(X12Interchange interchange, X12SegmentValue acknowledgement) =>
        output.WriteLine($"  Answer to interchange {acknowledgement.Element(1)}: {acknowledgement.Element(4)} {acknowledgement.Element(5)}");

    public override void OnGroup(X12Group group) => output.WriteLine($"  Group {group.ControlNumber} {group.Code}, {group.Version}");

    public override void OnTransactionSet(X12TransactionHeader header) =>
        output.WriteLine($"    Transaction set {header.Id} {header.ControlNumber}: {header.Guide?.Title ?? "guide not known"}");

    public override void OnSegment(in X12Segment segment, in X12SegmentPlace place)
    {
        var depth = place.Guide?.Loop?.Depth ?? 0;
        var loop = place.Guide is { } guide ? guide.IsTrigger ? guide.Loop!.Id : "" : "";
        var id = System.Text.Encoding.Latin1.GetString(segment.Id);
        output.Write($"{place.Position,8}  {new string(' ', Math.Min(depth, 8) * 2) + loop,-LoopWidth}{id,-4}{X12Names.Segment(id),-NameWidth}");
        var isFirst = true;
        for (var number = 1; number <= segment.ElementCount; number++)
        {
            if (segment.Element(number).IsEmpty) continue;
            output.Write(isFirst ? " " : " | ");
            isFirst = false;
            var element = X12Names.Element(id, number);
            output.Write($"{id}{number:00}{(element.Length > 0 ? $" {element}" : "")}: {segment.Text(number)}");
        }
        output.WriteLine();
    }

    protected override void WriteFinding(X12Finding finding) => output.WriteLine($"       !  {finding.Place}: {finding.Issue.Message} [{finding.Issue.Code}]");
}

/// <summary>A JSON object a segment, on a line of its own.</summary>
internal sealed class X12JsonPrinter(TextWriter output, string name) : X12Printer
{
    private string? _interchange;
    private string? _group;
    private X12TransactionHeader? _set;

    public override void OnInterchange(X12Interchange interchange) => _interchange = interchange.ControlNumber;

    public override void OnGroup(X12Group group) => _group = group.ControlNumber;

    public override void OnTransactionSet(X12TransactionHeader header) => _set = header;

    public override void OnSegment(in X12Segment segment, in X12SegmentPlace place)
    {
        var elements = new string[segment.ElementCount];
        for (var number = 1; number <= elements.Length; number++)
            elements[number - 1] = segment.Text(number);
        var line = new Dictionary<string, object?>
        {
            ["file"] = name,
            ["interchange"] = _interchange,
            ["group"] = _group,
            ["transaction_set"] = _set?.Id,
            ["control_number"] = _set?.ControlNumber,
            ["position"] = place.Position,
            ["loop"] = place.LoopId,
            ["segment"] = System.Text.Encoding.Latin1.GetString(segment.Id),
            ["elements"] = elements,
            ["byte_offset"] = segment.ByteOffset,
        };
        output.WriteLine(JsonSerializer.Serialize(line, Terminal.Compact));
    }

    protected override void WriteFinding(X12Finding finding) => output.WriteLine(JsonSerializer.Serialize(X12Report.Fields(name, finding), Terminal.Compact));
}
