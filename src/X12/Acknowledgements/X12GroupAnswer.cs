namespace Carelake.X12;

/// <summary>The 999 that answers one functional group (005010X231A1).</summary>
internal sealed class X12GroupAnswer(X12Group group, X12AcknowledgementOptions options)
{
    public const string Guide = "005010X231A1";

    private readonly X12AcknowledgementText _sets = new(group.Interchange.Delimiters);
    private readonly List<string> _groupErrors = [];
    private int _accepted;
    private int _received;
    private bool _hasWarning;

    /// <summary>ST to SE; empty before <see cref="Close"/>.</summary>
    public X12AcknowledgementText Text { get; } = new(group.Interchange.Delimiters);

    /// <summary>Remembers an error of the group as a whole.</summary>
    public void Take(X12Finding finding)
    {
        if (finding.IsError && _groupErrors.Count < 5 && !_groupErrors.Contains(finding.ErrorCode.Code)) _groupErrors.Add(finding.ErrorCode.Code);
    }

    /// <summary>Answers a transaction set.</summary>
    /// <returns>It is accepted.</returns>
    public bool Answer(X12TransactionHeader header, IReadOnlyList<X12Finding> findings)
    {
        _received++;
        var told = findings.Where(finding => IsToldHere(header, finding)).OrderBy(finding => finding.Place.SegmentPosition).ToList();
        var isRejected = told.Any(finding => finding.IsError);
        _sets.Segment("AK2", header.Id, header.ControlNumber, header.Header.Element(3));
        foreach (var segment in told.Where(finding => IsOfSegment(finding)).GroupBy(Key))
            Write([.. segment]);
        var codes = new List<string>();
        foreach (var finding in told.Where(finding => finding.ErrorCode.Level == X12ErrorLevel.TransactionSet && finding.IsError))
            if (!codes.Contains(finding.ErrorCode.Code)) codes.Add(finding.ErrorCode.Code);
        if (told.Any(finding => finding.IsError && IsOfSegment(finding) && !IsImplementation(finding))) codes.Add("5");
        if (told.Any(finding => finding.IsError && IsOfSegment(finding) && IsImplementation(finding))) codes.Add("I5");
        _sets.Segment("IK5", [isRejected ? "R" : told.Count > 0 ? "E" : "A", .. codes.Take(5)]);
        _hasWarning |= told.Count > 0 && !isRejected;
        if (!isRejected) _accepted++;
        return !isRejected;
    }

    /// <summary>Writes the whole answer.</summary>
    /// <param name="end">How the group ended.</param>
    /// <param name="number">Of the answer in its own group, from 1.</param>
    public void Close(X12End end, int number)
    {
        if (_groupErrors.Count > 0) _accepted = 0;
        var control = number.ToString("0000");
        Text.BeginSet();
        Text.Segment("ST", "999", control, Guide);
        Text.Segment("AK1", group.Code, group.ControlNumber, group.Version);
        Text.Append(_sets);
        var status = _groupErrors.Count > 0 || (_accepted == 0 && _received > 0) ? "R" : _accepted < _received ? "P" : _hasWarning ? "E" : "A";
        Text.Segment("AK9", [status, Math.Max(0, end.StatedCount).ToString(), _received.ToString(), _accepted.ToString(), .. _groupErrors]);
        Text.Segment("SE", (Text.SegmentCount + _sets.SegmentCount + 1).ToString(), control);
    }

    // Levels 3 to 7 of claims are told by the 277CA; other transactions have no answer but this one.
    private bool IsToldHere(X12TransactionHeader header, X12Finding finding) =>
        finding.Level <= SnipLevel.Guide || header.Id != "837" || !options.AnswersClaims;

    private static bool IsOfSegment(X12Finding finding) => finding.ErrorCode.Level is X12ErrorLevel.Segment or X12ErrorLevel.Element or X12ErrorLevel.Business;

    private static bool IsImplementation(X12Finding finding) => finding.ErrorCode.Level == X12ErrorLevel.Business || finding.ErrorCode.Code.StartsWith('I');

    // One IK3 for each error of a segment as a whole, and one for all errors of its elements.
    private static (int, string, string) Key(X12Finding finding) =>
        (finding.Place.SegmentPosition, finding.Place.SegmentId, finding.ErrorCode.Level == X12ErrorLevel.Segment ? finding.ErrorCode.Code : "8");

    private void Write(List<X12Finding> findings)
    {
        var place = findings[0].Place;
        var isElement = findings[0].ErrorCode.Level != X12ErrorLevel.Segment;
        var code = !isElement ? findings[0].ErrorCode.Code : findings.Exists(finding => finding.Place.ElementPosition > 0) ? "8" : "I6";
        // IK303 has room for four characters: loop 2010AA is 2010 there.
        var loop = place.LoopId is null or "ST" ? "" : place.LoopId[..Math.Min(4, place.LoopId.Length)];
        _sets.Segment("IK3", SegmentId(place.SegmentId), place.SegmentPosition.ToString(), loop, code);
        foreach (var finding in findings.Where(finding => isElement && finding.Place.ElementPosition > 0))
            _sets.Segment("IK4", Position(finding.Place), "", finding.ErrorCode.Level == X12ErrorLevel.Business ? "I12" : finding.ErrorCode.Code);
    }

    private string Position(X12Place place)
    {
        var parts = new List<int> { place.ElementPosition };
        if (place.ComponentPosition > 0 || place.RepetitionPosition > 0) parts.Add(place.ComponentPosition);
        if (place.RepetitionPosition > 0) parts.Add(place.RepetitionPosition);
        return string.Join(_sets.Component, parts.Select(part => part == 0 ? "" : part.ToString()));
    }

    // What cannot be an id is not sent back: it may be data out of place.
    private static string SegmentId(string id) => id.Length is 2 or 3 && id.All(char.IsAsciiLetterOrDigit) ? id : "ZZZ";
}
