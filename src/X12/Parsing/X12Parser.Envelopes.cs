using Carelake.Core;

namespace Carelake.X12;

// Envelopes: ISA to IEA, GS to GE, ST to SE (X12.6 section 3, and appendix C of each guide).
public sealed partial class X12Parser
{
    // Control numbers remembered to find repeated ones; a bound keeps memory constant on the largest files.
    private const int RememberedControlNumbers = 100_000;
    private const int LastAcknowledgementNote = 31;

    private readonly HashSet<(string, string, string, string, string)> _interchanges = [];
    private readonly HashSet<string> _groupNumbers = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _setNumbers = [];
    private X12Interchange? _interchange;
    private X12Group? _group;
    private X12TransactionHeader? _set;
    private X12Walk? _walk;
    private X12SetChecks? _checks;
    private int _groupCount;
    private int _setCount;
    private int _setTotal;
    private int _position;

    private void OpenInterchange(in X12Segment segment)
    {
        CloseInterchange(trailer: null);
        var interchange = _interchange = new X12Interchange(segment.ToValue());
        _groupCount = 0;
        _groupNumbers.Clear();
        _handler.OnInterchange(interchange);
        if (!_reader.IsHeaderMalformed) CheckInterchange(interchange);
        var key = (interchange.SenderQualifier, interchange.SenderId, interchange.ReceiverQualifier, interchange.ReceiverId, interchange.ControlNumber);
        if (_interchanges.Count < RememberedControlNumbers && !_interchanges.Add(key))
            Tell(interchange.Header, 13, "X12-0013", X12ErrorLevel.Interchange, "025", "ISA13 repeats the control number of an earlier interchange between the same two parties.");
    }

    private void CheckInterchange(X12Interchange interchange)
    {
        var header = interchange.Header;
        var view = header.View;
        if (!X12Values.IsDate(view.Element(9)))
            Tell(header, 9, "X12-0014", X12ErrorLevel.Interchange, "014", "ISA09 is not a date in the form YYMMDD.");
        if (!X12Values.IsTime(view.Element(10)))
            Tell(header, 10, "X12-0014", X12ErrorLevel.Interchange, "015", "ISA10 is not a time in the form HHMM.");
        CheckHeaderCode(header, 1, ["00", "03"], "010");
        CheckHeaderCode(header, 3, ["00", "01"], "012");
        CheckHeaderCode(header, 5, Qualifiers, "005");
        CheckHeaderCode(header, 7, Qualifiers, "007");
        if (!X12Values.IsDigits(view.Element(13)))
            Tell(header, 13, "X12-0014", X12ErrorLevel.Interchange, "018", "ISA13 must be nine digits.");
        CheckHeaderCode(header, 14, ["0", "1"], "019");
        CheckHeaderCode(header, 15, ["P", "T"], "020");
        if (header.Element(12) is not ("00501" or "00401"))
            Tell(header, 12, "X12-0014", X12ErrorLevel.Interchange, "017", "ISA12 names an interchange version that is not supported: 00501 is.");
    }

    private static readonly string[] Qualifiers = ["01", "14", "20", "27", "28", "29", "30", "33", "ZZ"];

    private void CheckHeaderCode(X12SegmentValue header, int element, ReadOnlySpan<string> codes, string ta1)
    {
        if (!codes.Contains(header.Element(element)))
            Tell(header, element, "X12-0014", X12ErrorLevel.Interchange, ta1, $"ISA{element:00} must be one of {string.Join(", ", codes.ToArray())}.");
    }

    private void CloseInterchange(X12SegmentValue? trailer)
    {
        if (_interchange is not { } interchange)
        {
            if (trailer is not null) TellStray(trailer);
            return;
        }
        CloseGroup(trailer: null);
        var stated = -1L;
        if (trailer is null)
        {
            Tell(Missing("IEA"), X12ErrorLevel.Interchange, "023", "X12-0010", "The interchange has no IEA segment: the file ends too early.");
        }
        else
        {
            if (!X12Values.TryCount(trailer.View.Element(1), out stated)) stated = -1;
            if (stated != _groupCount)
                Tell(trailer, 1, "X12-0011", X12ErrorLevel.Interchange, "021", $"IEA01 does not state the {_groupCount} functional groups that the interchange holds.");
            if (!X12Values.IsSameNumber(trailer.View.Element(2), interchange.Header.View.Element(13)))
                Tell(trailer, 2, "X12-0012", X12ErrorLevel.Interchange, "001", "IEA02 is not the control number of ISA13.");
        }
        _handler.OnInterchangeEnd(interchange, new(stated, _groupCount, trailer is not null));
        _interchange = null;
    }

    private void TakeAcknowledgement(in X12Segment segment)
    {
        if (_interchange is null || _group is not null)
        {
            TakeStray(segment);
            return;
        }
        var acknowledgement = segment.ToValue();
        _handler.OnInterchangeAcknowledgement(_interchange, acknowledgement);
        CheckAcknowledgement(acknowledgement);
    }

    // TA1 (00501 control segments): what it answers, and how.
    private void CheckAcknowledgement(X12SegmentValue answer)
    {
        var view = answer.View;
        if (view.Element(1).Length != 9 || !X12Values.IsDigits(view.Element(1))) TellAcknowledgement(answer, 1, "the nine digits of the control number answered");
        // Copied from the interchange answered, where they may be no date and no time, which may be why it is answered so.
        if (view.Element(2).Length != 6 || !X12Values.IsDigits(view.Element(2))) TellAcknowledgement(answer, 2, "a date in the form YYMMDD");
        if (view.Element(3).Length != 4 || !X12Values.IsDigits(view.Element(3))) TellAcknowledgement(answer, 3, "a time in the form HHMM");
        if (answer.Element(4) is not ("A" or "E" or "R")) TellAcknowledgement(answer, 4, "one of A, E, R");
        if (!X12Values.TryCount(view.Element(5), out var note) || view.Element(5).Length != 3 || note > LastAcknowledgementNote) TellAcknowledgement(answer, 5, "a note from 000 to 031");
        if (answer.ElementCount > 5) TellAcknowledgement(answer, 6, "left out: TA1 has five elements");
    }

    private void TellAcknowledgement(X12SegmentValue answer, int element, string form) =>
        Tell(answer, element, "X12-0016", X12ErrorLevel.Interchange, "024", $"TA1{element:00} must be {form}.");

    private void OpenGroup(in X12Segment segment)
    {
        CloseGroup(trailer: null);
        if (_interchange is null)
        {
            TakeStray(segment);
            return;
        }
        var group = _group = new X12Group(_interchange, segment.ToValue());
        _groupCount++;
        _setCount = 0;
        _setNumbers.Clear();
        _handler.OnGroup(group);
        CheckGroup(group);
    }

    private void CheckGroup(X12Group group)
    {
        var header = group.Header;
        if (!X12Values.IsDate(header.View.Element(4)))
            Tell(header, 4, "X12-0023", X12ErrorLevel.Interchange, "024", "GS04 is not a date in the form CCYYMMDD.");
        if (!X12Values.IsTime(header.View.Element(5)))
            Tell(header, 5, "X12-0023", X12ErrorLevel.Interchange, "024", "GS05 is not a time in the form HHMM.");
        if (!X12Values.IsDigits(header.View.Element(6)) || header.View.Element(6).IsEmpty)
            Tell(header, 6, "X12-0023", X12ErrorLevel.Group, "6", "GS06 must be a number of one to nine digits.");
        else if (_groupNumbers.Count < RememberedControlNumbers && !_groupNumbers.Add(group.ControlNumber))
            Tell(header, 6, "X12-0024", X12ErrorLevel.Group, "19", "GS06 repeats the control number of an earlier group of this interchange.");
        // 00501 of ISA12 is the start of 005010X222A1.
        if (group.Version.Length >= 6 && !group.Version.StartsWith(group.Interchange.Version, StringComparison.Ordinal))
            Tell(group.Interchange.Header, 12, "X12-0015", X12ErrorLevel.Interchange, "017", "ISA12 names another version than GS08.");
    }

    private void CloseGroup(X12SegmentValue? trailer)
    {
        CloseSet(trailer: null);
        if (_group is not { } group)
        {
            if (trailer is not null) TellStray(trailer);
            return;
        }
        var stated = -1L;
        if (trailer is null)
        {
            Tell(Missing("GE"), X12ErrorLevel.Group, "3", "X12-0020", "The functional group has no GE segment.");
        }
        else
        {
            if (!X12Values.TryCount(trailer.View.Element(1), out stated)) stated = -1;
            if (stated != _setCount)
                Tell(trailer, 1, "X12-0021", X12ErrorLevel.Group, "5", $"GE01 does not state the {_setCount} transaction sets that the group holds.");
            if (!X12Values.IsSameNumber(trailer.View.Element(2), group.Header.View.Element(6)))
                Tell(trailer, 2, "X12-0022", X12ErrorLevel.Group, "4", "GE02 is not the control number of GS06.");
        }
        _handler.OnGroupEnd(group, new(stated, _setCount, trailer is not null));
        _group = null;
    }

    private void OpenSet(in X12Segment segment)
    {
        CloseSet(trailer: null);
        if (_group is null)
        {
            TakeStray(segment);
            return;
        }
        var value = segment.ToValue();
        var id = value.Element(1);
        var version = value.Element(3);
        var guide = _options.Guide ?? X12Guides.Find(version.Length > 0 ? version : _group.Version, id);
        var header = _set = new X12TransactionHeader(_group, value, guide, ++_setTotal);
        _setCount++;
        _position = 1;
        (_walk, _checks) = guide is null ? (null, null) : ToolsOf(guide);
        _walk?.Start();
        _checks?.Begin();
        _handler.OnTransactionSet(header);
        CheckSetHeader(header, version);
        _handler.OnSegment(segment, new X12SegmentPlace(_position, guide?.Root.Trigger, guide?.Root, Opened: null));
    }

    private void CheckSetHeader(X12TransactionHeader header, string version)
    {
        if (header.Guide is null)
            Tell(header.Header, 3, "X12-0034", X12ErrorLevel.TransactionSet, "1", "The implementation guide named by ST03 or GS08 is not known, so only envelopes are checked.");
        if (version.Length > 0 && version != header.Group.Version)
            Tell(header.Header, 3, "X12-0035", X12ErrorLevel.TransactionSet, "I6", "ST03 and GS08 name different guides; ST03 is followed.", Severity.Warning);
        else if (header.Guide is { } guide && header.Version != guide.Version)
            Tell(header.Header, 3, "X12-0036", X12ErrorLevel.TransactionSet, "I6", $"Another errata of the guide is named; it is checked by {guide.Version}.", Severity.Warning);
        if (header.Guide is { } known && known.GroupCode != header.Group.Code)
            Tell(header.Group.Header, 1, "X12-0025", X12ErrorLevel.Group, "1", $"GS01 must be {known.GroupCode} for a group of {known.TransactionSetId}.");
        if (header.ControlNumber.Length is < 4 or > 9)
            Tell(header.Header, 2, "X12-0037", X12ErrorLevel.TransactionSet, "7", "ST02 must be 4 to 9 characters long.");
        if (_setNumbers.Count < RememberedControlNumbers && !_setNumbers.Add(X12CodeList.Key(header.Header.View.Element(2))))
            Tell(header.Header, 2, "X12-0033", X12ErrorLevel.TransactionSet, "23", "ST02 repeats the control number of an earlier transaction set of the group.");
    }

    private void CloseSet(X12SegmentValue? trailer)
    {
        if (_set is not { } header)
        {
            if (trailer is not null) TellStray(trailer);
            return;
        }
        var stated = -1L;
        _position++;
        EndSet();
        if (trailer is null)
        {
            Tell(Missing("SE"), X12ErrorLevel.TransactionSet, "2", "X12-0030", "The transaction set has no SE segment.");
            _position--;
        }
        else
        {
            if (!X12Values.TryCount(trailer.View.Element(1), out stated)) stated = -1;
            if (stated != _position)
                Tell(trailer, 1, "X12-0031", X12ErrorLevel.TransactionSet, "4", $"SE01 does not state the {_position} segments from ST to SE.");
            if (!trailer.View.Element(2).SequenceEqual(header.Header.View.Element(2)))
                Tell(trailer, 2, "X12-0032", X12ErrorLevel.TransactionSet, "3", "SE02 is not the control number of ST02.");
            _handler.OnSegment(trailer.View, new X12SegmentPlace(_position, null, header.Guide?.Root, Opened: null));
        }
        _handler.OnTransactionSetEnd(header, new(stated, _position, trailer is not null));
        _set = null;
    }

    private void TakeStray(in X12Segment segment) => TellStray(segment.ToValue());

    private void TellStray(X12SegmentValue segment) =>
        Tell(segment, 0, "X12-0038", X12ErrorLevel.Interchange, "024", "A segment stands outside any transaction set.");

    private (X12Walk Walk, X12SetChecks Checks) ToolsOf(X12Guide guide)
    {
        if (!_guides.TryGetValue(guide, out var tools)) _guides[guide] = tools = (new(guide), new(guide, _options, _teller, _codeSets));
        return tools;
    }

    private X12Place Missing(string segmentId) =>
        new(segmentId, _reader.ByteOffset, _reader.SegmentCount, _set is null ? 0 : _position);

    private void Tell(
        X12SegmentValue segment, int element, string code, X12ErrorLevel level, string errorCode, string message, Severity severity = Severity.Error) =>
        _handler.OnFinding(X12Finding.Of(
            code, severity, SnipLevel.Syntax, level, errorCode,
            new X12Place(segment.Id, segment.ByteOffset, segment.SegmentNumber, PositionOf(segment), ElementPosition: element), message));

    private int PositionOf(X12SegmentValue segment) => segment.Id switch
    {
        "ST" => 1,
        "SE" => _position,
        _ => 0,
    };

    private void Tell(X12Place place, X12ErrorLevel level, string errorCode, string code, string message) =>
        _handler.OnFinding(X12Finding.Of(code, Severity.Error, SnipLevel.Syntax, level, errorCode, place, message));
}
