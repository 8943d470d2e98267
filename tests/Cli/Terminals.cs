using Carelake.Cli;

namespace Carelake.Tests.Cli;

/// <summary>Terminals for tests.</summary>
internal static class Terminals
{
    public static Terminal Silent() => new(TextWriter.Null, TextWriter.Null, isInteractive: false);
}
