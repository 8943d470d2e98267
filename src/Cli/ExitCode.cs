namespace Carelake.Cli;

/// <summary>What the program tells the shell.</summary>
public static class ExitCode
{
    /// <summary>All done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or not all of it.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or a project's files, are wrong.</summary>
    public const int WrongUse = 2;

    /// <summary>Done, but input was quarantined or rejected.</summary>
    public const int DoneWithQuarantine = 3;

    /// <summary>Stopped by Ctrl-C, as shells expect; the next run goes on.</summary>
    public const int Cancelled = 130;
}
