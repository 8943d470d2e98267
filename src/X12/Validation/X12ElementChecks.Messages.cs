using Carelake.Core;

namespace Carelake.X12;

// What is told of elements; apart from the checks, so that those stay small enough to be compiled well.
internal sealed partial class X12ElementChecks
{
    private const int LongestCodeListShown = 12;

    private string Ref(int element, int component = 0) => X12Names.Reference(_guide.Id, element, component);

    private void Tell(
        in X12Segment segment, int element, int component, int repetition, string code, SnipLevel level, string errorCode, string message,
        Severity severity = Severity.Error) =>
        teller.Element(segment, _position, _loopId, element, component, repetition, code, level, errorCode, $"Loop {_loopId}: {message}", severity);

    private void TellMissing(in X12Segment segment, int element, int component, int repetition) =>
        Tell(segment, element, component, repetition, "X12-0050", SnipLevel.Guide, "1", $"{Ref(element, component)} is required and is empty.");

    private void TellNotUsed(in X12Segment segment, int element, int component) =>
        Tell(segment, element, component, 0, "X12-0062", SnipLevel.Guide, "I10", $"{Ref(element, component)} is not used in this guide and must be empty.");

    private void TellTooMany(in X12Segment segment, int count, int known) =>
        Tell(segment, known + 1, 0, 0, "X12-0052", SnipLevel.Syntax, "3", $"{_guide.Id} has {count} elements; {known} are defined.");

    private void TellTrailing(in X12Segment segment, int count) =>
        Tell(segment, count, 0, 0, "X12-0063", SnipLevel.Syntax, "3", $"{_guide.Id} ends with an empty element: separators at the end must be left out.", Severity.Warning);

    private void TellCode(in X12Segment segment, X12CodeList codes, int element, int component, int repetition)
    {
        var allowed = codes.Codes.Count <= LongestCodeListShown ? $" Allowed: {string.Join(", ", codes.Codes)}." : "";
        Tell(segment, element, component, repetition, "X12-0056", SnipLevel.Guide, "7", $"{Ref(element, component)} holds a code that the guide does not allow here.{allowed}");
    }

    private void TellCharacters(in X12Segment segment, int element, int component, int repetition, string kind) =>
        Tell(segment, element, component, repetition, "X12-0055", SnipLevel.Syntax, "6", $"{Ref(element, component)} is not {kind}.");

    private void TellControls(in X12Segment segment)
    {
        for (var number = 1; number <= segment.ElementCount; number++)
            if (segment.Element(number).IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0)
                Tell(segment, number, 0, 0, "X12-0055", SnipLevel.Syntax, "6", $"{Ref(number)} holds a control character, such as a line break.");
    }

    private void TellDate(in X12Segment segment, int element, int component, int repetition) =>
        Tell(segment, element, component, repetition, "X12-0057", SnipLevel.Syntax, "8", $"{Ref(element, component)} is not a date of the calendar in the format that is named.");

    private void TellTime(in X12Segment segment, int element, int component, int repetition) =>
        Tell(segment, element, component, repetition, "X12-0058", SnipLevel.Syntax, "9", $"{Ref(element, component)} is not a time of day.");

    private void TellSyntax(in X12Segment segment, X12Syntax syntax)
    {
        var names = string.Join(", ", syntax.Elements.Select(element => $"{_guide.Id}{element:00}"));
        var (code, errorCode, message) = syntax.Kind switch
        {
            'P' => ("X12-0051", "2", $"Of {names} either all or none must be given"),
            'R' => ("X12-0051", "2", $"Of {names} at least one must be given"),
            'E' => ("X12-0059", "10", $"Of {names} only one may be given"),
            'C' => ("X12-0051", "2", $"When {_guide.Id}{syntax.Elements[0]:00} is given, all of {names} must be"),
            _ => ("X12-0051", "2", $"When {_guide.Id}{syntax.Elements[0]:00} is given, another of {names} must be"),
        };
        var element = syntax.Elements.FirstOrDefault(IsAbsent(segment), syntax.Elements[0]);
        Tell(segment, element, 0, 0, code, SnipLevel.Syntax, errorCode, $"{message} ({syntax}).");
    }

    private static Func<int, bool> IsAbsent(in X12Segment segment)
    {
        var present = 0UL;
        for (var number = 1; number <= Math.Min(63, segment.ElementCount); number++)
            if (!segment.Element(number).IsEmpty)
                present |= X12Marks.Bit(number);
        return number => (present & X12Marks.Bit(number)) == 0;
    }

    private static string Times(int repeat) => repeat == 1 ? "once" : $"{repeat} times";
}
