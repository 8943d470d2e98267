namespace Carelake.Cli;

/// <summary>Progress that is told at once, on the thread that reports it, so that lines keep their order.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
