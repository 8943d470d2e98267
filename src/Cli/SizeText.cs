namespace Carelake.Cli;

/// <summary>How many bytes, for people.</summary>
internal static class SizeText
{
    /// <summary><c>812 B</c>, <c>34 kB</c>, <c>1.2 MB</c>, <c>5.4 GB</c>; a kB is a thousand bytes.</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1e3:0} kB",
        < 10_000_000 => $"{bytes / 1e6:0.0} MB",
        < 1_000_000_000 => $"{bytes / 1e6:0} MB",
        _ => $"{bytes / 1e9:0.0} GB",
    };
}
