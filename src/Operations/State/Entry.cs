namespace Carelake.Operations;

/// <summary>An event as the state keeps it: 64 bytes, texts and places by their number in <see cref="Names"/>, times in UTC ticks, 0 for a time that was not said.</summary>
internal readonly record struct Entry(
    long Occurred, long Recorded, ulong Message, long Planned, long PlannedEnd, int Patient, int Place, int Service, int Detail, FlowEventKind Kind, PatientClass Class)
{
    public static Entry Of(FlowEvent flow, Names names) => new(
        flow.OccurredAt.UtcTicks, flow.RecordedAt.UtcTicks, HashOf(flow.MessageId), flow.PlannedAt?.UtcTicks ?? 0, flow.PlannedEndAt?.UtcTicks ?? 0,
        names.Number(flow.PatientId), names.Number(flow.Location), names.Number(flow.Service), names.Number(flow.Detail), flow.Kind, flow.Class);

    /// <summary>The order in which the sender recorded events. It depends on content alone, so any order of arrival gives the same.</summary>
    public static int InRecordedOrder(in Entry left, in Entry right, Names names)
    {
        var order = left.Recorded.CompareTo(right.Recorded);
        if (order == 0) order = left.Occurred.CompareTo(right.Occurred);
        if (order == 0) order = left.Kind.CompareTo(right.Kind);
        if (order == 0) order = left.Message.CompareTo(right.Message);
        return order != 0 ? order : Rest(left, right, names);
    }

    // Only a sender that gives one control id to different messages gets here.
    private static int Rest(in Entry left, in Entry right, Names names)
    {
        var order = left.Planned.CompareTo(right.Planned);
        if (order == 0) order = left.PlannedEnd.CompareTo(right.PlannedEnd);
        if (order == 0) order = left.Class.CompareTo(right.Class);
        if (order == 0) order = string.CompareOrdinal(names.Text(left.Detail), names.Text(right.Detail));
        if (order == 0) order = string.CompareOrdinal(names.Place(left.Place).ToString(), names.Place(right.Place).ToString());
        if (order == 0) order = string.CompareOrdinal(names.Text(left.Service), names.Text(right.Service));
        return order != 0 ? order : string.CompareOrdinal(names.Text(left.Patient), names.Text(right.Patient));
    }

    // FNV-1a over UTF-16 with a last mixing: only ties of time within one visit are decided by it.
    private static ulong HashOf(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var sign in text) hash = (hash ^ sign) * 1099511628211UL;
        return hash ^ hash >> 29;
    }
}
