namespace Carelake.X12;

/// <summary>Elements of a segment against its entry in the guide: SNIP 1 and 2. Looks at each byte once and allocates only for findings.</summary>
internal sealed partial class X12ElementChecks(X12Teller teller, X12CodeSetChecks codeSets)
{
    private int _position;
    private string? _loopId;
    private X12GuideSegment _guide = null!;

    /// <summary>Checks all elements of a segment.</summary>
    public void Check(in X12Segment segment, X12GuideSegment guide, int position)
    {
        _position = position;
        _loopId = guide.Loop!.Id;
        _guide = guide;
        var rules = guide.ElementArray;
        var ends = segment.Ends;
        var count = ends.Length - 1;
        var known = Math.Min(count, rules.Length);
        ulong present = 0;
        if (segment.Marks.HasControl) TellControls(segment);
        for (var number = 1; number <= known; number++)
        {
            var rule = rules[number - 1];
            var start = ends[number - 1] + 1;
            var value = segment.Bytes[start..ends[number]];
            if (value.IsEmpty)
            {
                if (rule.Usage == X12Usage.Required) TellMissing(segment, number, 0, 0);
                continue;
            }
            present |= X12Marks.Bit(number);
            if (rule.Usage == X12Usage.NotUsed) TellNotUsed(segment, number, 0);
            else if (rule.ComponentArray.Length > 0 || segment.IsStructured(number)) CheckStructured(segment, rule, value, number);
            else CheckValue(segment, rule, value, number, 0, 0);
        }
        for (var number = known + 1; number <= rules.Length; number++)
            if (rules[number - 1].Usage == X12Usage.Required)
                TellMissing(segment, number, 0, 0);
        if (count > rules.Length && !segment.Bytes[(ends[rules.Length] + 1)..].Trim(segment.Delimiters.Element).IsEmpty)
            TellTooMany(segment, count, rules.Length);
        if (guide.FormattedElement != 0) CheckFormat(segment, guide.FormattedElement);
        foreach (var syntax in guide.SyntaxArray)
            if (!syntax.Holds(present))
                TellSyntax(segment, syntax);
        if (count > 0 && ends[count] - ends[count - 1] == 1) TellTrailing(segment, count);
    }

    private void CheckStructured(in X12Segment segment, X12GuideElement rule, ReadOnlySpan<byte> value, int number)
    {
        var element = new X12Element(value, segment.Delimiters);
        var repetitions = element.RepetitionCount;
        if (rule.Repeat != 0 && repetitions > rule.Repeat)
            Tell(segment, number, 0, 0, "X12-0060", SnipLevel.Syntax, "12", $"{Ref(number)} may be given {Times(rule.Repeat)} and is repeated {repetitions} times.");
        for (var repetition = 1; repetition <= repetitions; repetition++)
        {
            var one = repetitions == 1 ? value : element.Repetition(repetition).Bytes;
            var repetitionNumber = repetitions == 1 ? 0 : repetition;
            if (rule.ComponentArray.Length > 0) CheckComponents(segment, rule, one, number, repetitionNumber);
            else if (rule.Type == X12ElementType.Composite) continue;
            else if (one.Contains(segment.Delimiters.Component))
                Tell(segment, number, 0, repetitionNumber, "X12-0061", SnipLevel.Syntax, "13", $"{Ref(number)} has no components, but holds a component separator.");
            else if (!one.IsEmpty) CheckValue(segment, rule, one, number, 0, repetitionNumber);
        }
    }

    private void CheckComponents(in X12Segment segment, X12GuideElement composite, ReadOnlySpan<byte> value, int number, int repetition)
    {
        var rules = composite.ComponentArray;
        var separator = segment.Delimiters.Component;
        var rest = value;
        var component = 0;
        var isLast = false;
        while (!isLast)
        {
            component++;
            var end = EndOf(rest, separator);
            isLast = end < 0;
            var part = isLast ? rest : rest[..end];
            rest = isLast ? default : rest[(end + 1)..];
            if (component > rules.Length)
            {
                Tell(segment, number, component, repetition, "X12-0061", SnipLevel.Syntax, "13", $"{Ref(number)} has at most {rules.Length} components.");
                return;
            }
            var rule = rules[component - 1];
            if (part.IsEmpty)
            {
                if (rule.Usage == X12Usage.Required) TellMissing(segment, number, component, repetition);
            }
            else if (rule.Usage == X12Usage.NotUsed) TellNotUsed(segment, number, component);
            else CheckValue(segment, rule, part, number, component, repetition);
        }
        for (component++; component <= rules.Length; component++)
            if (rules[component - 1].Usage == X12Usage.Required)
                TellMissing(segment, number, component, repetition);
        // HI composites carry a format qualifier in 3 and a period in 4 (C022).
        if (rules.Length >= 4 && _guide.HasPeriodComponents) CheckPeriodComponent(segment, value, number, repetition);
    }

    // Components are a few bytes long: a plain loop beats a vectorised search.
    private static int EndOf(ReadOnlySpan<byte> bytes, byte separator)
    {
        for (var at = 0; at < bytes.Length; at++)
            if (bytes[at] == separator)
                return at;
        return -1;
    }

    private void CheckPeriodComponent(in X12Segment segment, ReadOnlySpan<byte> value, int number, int repetition)
    {
        var format = X12Element.Part(value, segment.Delimiters.Component, 3);
        var period = X12Element.Part(value, segment.Delimiters.Component, 4);
        if (!period.IsEmpty && !X12Values.IsPeriod(format, period)) TellDate(segment, number, 4, repetition);
    }

    private void CheckValue(in X12Segment segment, X12GuideElement rule, ReadOnlySpan<byte> value, int number, int component, int repetition)
    {
        if (rule.Codes is { } codes)
        {
            if (!codes.Contains(X12CodeList.Key(value))) TellCode(segment, codes, number, component, repetition);
            return;
        }
        var length = value.Length;
        switch (rule.Type)
        {
            case X12ElementType.Integer:
                if (!X12Values.IsInteger(value)) TellCharacters(segment, number, component, repetition, "a whole number");
                if (value[0] == (byte)'-') length--;
                break;
            case X12ElementType.Decimal:
                if (!X12Values.IsDecimal(value, out length)) TellCharacters(segment, number, component, repetition, "a decimal number");
                break;
            case X12ElementType.Date:
                if (!X12Values.IsDate(value) || (rule.MinLength == 8 && length != 8)) TellDate(segment, number, component, repetition);
                return;
            case X12ElementType.Time:
                if (!X12Values.IsTime(value)) TellTime(segment, number, component, repetition);
                return;
            case X12ElementType.Unknown or X12ElementType.Composite or X12ElementType.Binary:
                return;
        }
        if (length > rule.MaxLength || length < rule.MinLength) CheckLength(segment, rule, value, length, number, component, repetition);
        if (rule.CodeSetId >= 0 && codeSets.IsWanted) CheckCodeSet(segment, rule, value, number, component, repetition);
    }

    // Bytes are not characters where accents are sent, and blanks at the end of text do not count.
    private void CheckLength(in X12Segment segment, X12GuideElement rule, ReadOnlySpan<byte> value, int length, int number, int component, int repetition)
    {
        if (rule.Type is X12ElementType.Text or X12ElementType.Code)
        {
            if (segment.Marks.HasNonAscii) length = X12Text.Of(value).Length;
            else if (length > rule.MaxLength) length = value.TrimEnd((byte)' ').Length;
        }
        if (rule.MaxLength > 0 && length > rule.MaxLength)
            Tell(segment, number, component, repetition, "X12-0054", SnipLevel.Syntax, "5", $"{Ref(number, component)} is {length} characters long; {rule.MaxLength} are allowed.");
        else if (length < rule.MinLength)
            Tell(segment, number, component, repetition, "X12-0053", SnipLevel.Syntax, "4", $"{Ref(number, component)} is {length} characters long; it must have {rule.MinLength}.");
    }

    private void CheckFormat(in X12Segment segment, int number)
    {
        var value = segment.Element(number);
        if (!value.IsEmpty && !X12Values.IsPeriod(segment.Element(number - 1), value)) TellDate(segment, number, 0, 0);
    }

    private void CheckCodeSet(in X12Segment segment, X12GuideElement rule, ReadOnlySpan<byte> value, int number, int component, int repetition)
    {
        if (!codeSets.IsKnown(rule.CodeSetId, value))
            Tell(segment, number, component, repetition, "X12-0120", SnipLevel.CodeSet, "7", X12CodeSetChecks.Message(Ref(number, component), rule.CodeSet!));
    }
}
