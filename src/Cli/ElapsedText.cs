namespace Carelake.Cli;

/// <summary>How long something took, for people.</summary>
internal static class ElapsedText
{
    /// <summary><c>0.42 s</c>, <c>12.3 s</c>, <c>2 min 05 s</c>, <c>1 h 04 min</c>.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => $"{span.TotalSeconds:0.00} s",
        { TotalSeconds: < 60 } => $"{span.TotalSeconds:0.0} s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min {span.Seconds:00} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes:00} min",
    };

    /// <summary>What is left, which nobody knows to the hundredth: <c>4 s</c>, <c>2 min 05 s</c>, <c>1 h 04 min</c>.</summary>
    public static string Rough(TimeSpan span) => span.TotalSeconds < 59.5 ? $"{span.TotalSeconds:0} s" : Of(TimeSpan.FromSeconds(Math.Round(span.TotalSeconds)));
}
