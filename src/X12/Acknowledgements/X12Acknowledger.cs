namespace Carelake.X12;

/// <summary>
/// Answers what is parsed: TA1 for interchanges that ask for it or cannot be taken, a 999 (005010X231A1) for each group, and a 277CA
/// (005010X214) for claims that the 999 accepts. A bad transaction set is rejected alone; the others of its group are accepted.
/// Acknowledgements are never answered. Give it to an <see cref="X12Parser"/> as the handler.
/// </summary>
/// <param name="options">Clock and control numbers.</param>
/// <param name="take">Is given each answer, a whole interchange, when the interchange it answers has ended.</param>
/// <param name="next">Is told everything too; null for nobody.</param>
public sealed class X12Acknowledger(X12AcknowledgementOptions options, Action<string> take, X12Handler? next = null) : X12Handler
{
    private readonly List<X12Finding> _setFindings = [];
    private readonly X12ClaimAcknowledgement _claims = new(options);
    private X12Interchange? _interchange;
    private X12AcknowledgementText? _answers;
    private X12AcknowledgementText? _claimAnswers;
    private X12GroupAnswer? _group;
    private X12Finding? _interchangeError;
    private X12TransactionHeader? _set;
    private int _controlNumber = options.ControlNumber;
    private int _answerCount;
    private int _claimAnswerCount;

    /// <inheritdoc/>
    public override void OnInterchange(X12Interchange interchange)
    {
        _interchange = interchange;
        _answers = new(interchange.Delimiters);
        _claimAnswers = new(interchange.Delimiters);
        _answerCount = _claimAnswerCount = 0;
        next?.OnInterchange(interchange);
    }

    /// <inheritdoc/>
    public override void OnInterchangeAcknowledgement(X12Interchange interchange, X12SegmentValue acknowledgement) =>
        next?.OnInterchangeAcknowledgement(interchange, acknowledgement);

    /// <inheritdoc/>
    public override void OnGroup(X12Group group)
    {
        _group = new X12GroupAnswer(group, options);
        next?.OnGroup(group);
    }

    /// <inheritdoc/>
    public override void OnTransactionSet(X12TransactionHeader header)
    {
        _set = header;
        _setFindings.Clear();
        _claims.Begin(header);
        next?.OnTransactionSet(header);
    }

    /// <inheritdoc/>
    public override void OnSegment(in X12Segment segment, in X12SegmentPlace place)
    {
        if (options.AnswersClaims) _claims.Take(segment, place);
        next?.OnSegment(segment, place);
    }

    /// <inheritdoc/>
    public override void OnFinding(X12Finding finding)
    {
        switch (finding.ErrorCode.Level)
        {
            case X12ErrorLevel.Interchange: _interchangeError ??= finding.IsError ? finding : null; break;
            case X12ErrorLevel.Group: _group?.Take(finding); break;
            default:
                if (_set is not null && _setFindings.Count < options.MostErrorsPerTransactionSet) _setFindings.Add(finding);
                if (_set is not null && options.AnswersClaims) _claims.Take(finding);
                break;
        }
        next?.OnFinding(finding);
    }

    /// <inheritdoc/>
    public override void OnCodeSetNotChecked(string codeSet) => next?.OnCodeSetNotChecked(codeSet);

    /// <inheritdoc/>
    public override void OnTransactionSetEnd(X12TransactionHeader header, X12End end)
    {
        var isAccepted = _group!.Answer(header, _setFindings);
        if (isAccepted && options.AnswersClaims && header.Id == "837" && header.Guide is not null)
            _claims.Write(_claimAnswers!, ++_claimAnswerCount);
        _set = null;
        next?.OnTransactionSetEnd(header, end);
    }

    /// <inheritdoc/>
    public override void OnGroupEnd(X12Group group, X12End end)
    {
        // 999, 997 and TA1 are never answered: two systems would answer each other for ever.
        if (group.Code != "FA")
        {
            _group!.Close(end, ++_answerCount);
            _answers!.Append(_group.Text);
        }
        _group = null;
        next?.OnGroupEnd(group, end);
    }

    /// <inheritdoc/>
    public override void OnInterchangeEnd(X12Interchange interchange, X12End end)
    {
        var isRejected = _interchangeError is not null;
        if (isRejected || interchange.IsAcknowledgementRequested || _answerCount > 0) Write(interchange, isRejected);
        _interchangeError = null;
        _interchange = null;
        next?.OnInterchangeEnd(interchange, end);
    }

    private void Write(X12Interchange interchange, bool isRejected)
    {
        var control = _controlNumber++.ToString("000000000");
        var text = new X12AcknowledgementText(interchange.Delimiters);
        var repetition = interchange.Delimiters.Repetition == 0 ? "U" : ((char)interchange.Delimiters.Repetition).ToString();
        text.Segment(
            "ISA", "00", "          ", "00", "          ", Qualifier(interchange.ReceiverQualifier), Wide(interchange.ReceiverId, 15),
            Qualifier(interchange.SenderQualifier), Wide(interchange.SenderId, 15), options.At.ToString("yyMMdd"), options.At.ToString("HHmm"),
            repetition, "00501", control, "0", interchange.Usage == "T" ? "T" : "P", ((char)interchange.Delimiters.Component).ToString());
        if (isRejected || interchange.IsAcknowledgementRequested)
            text.Segment("TA1", interchange.ControlNumber, interchange.Date, interchange.Time, isRejected ? "R" : "A", isRejected ? _interchangeError!.ErrorCode.Code : "000");
        var groups = 0;
        if (!isRejected)
        {
            if (_answerCount > 0) WriteGroup(text, interchange, "FA", X12GroupAnswer.Guide, ++groups, _answers!, _answerCount);
            if (_claimAnswerCount > 0) WriteGroup(text, interchange, "HN", X12ClaimAcknowledgement.Guide, ++groups, _claimAnswers!, _claimAnswerCount);
        }
        text.Segment("IEA", groups.ToString(), control);
        take(text.ToString());
    }

    private void WriteGroup(
        X12AcknowledgementText text, X12Interchange interchange, string code, string guide, int number, X12AcknowledgementText sets, int count)
    {
        text.Segment("GS", code, Name(interchange.ReceiverId), Name(interchange.SenderId), options.At.ToString("yyyyMMdd"), options.At.ToString("HHmm"), number.ToString(), "X", guide);
        text.Append(sets);
        text.Segment("GE", count.ToString(), number.ToString());
    }

    // An ISA that was read in spite of its widths may have none that could be sent back.
    private static string Qualifier(string value) => value.Length == 2 ? value : "ZZ";

    private static string Name(string id) => id.Length < 2 ? id.PadRight(2, 'X') : id;

    private static string Wide(string value, int width) => value.Length > width ? value[..width] : value.PadRight(width);
}
