using Carelake.Core;
using Carelake.Lake.Configuration;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Carelake.Lake.Pipeline;

/// <summary>How a pull is tried again: only after what may pass by itself, ever more slowly, each try within the source's time.</summary>
internal static class Retries
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>The strategy of one source.</summary>
    /// <param name="source">Says how often and how long.</param>
    /// <param name="time">The clock that delays are measured by.</param>
    /// <param name="onRetry">Told the number of the try that failed, from 1, and why.</param>
    public static ResiliencePipeline For(SourceConfig source, TimeProvider time, Action<int, Exception> onRetry)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (source.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = source.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && MayPass(exception)),
                OnRetry = arguments =>
                {
                    onRetry(arguments.AttemptNumber + 1, arguments.Outcome.Exception!); // ShouldHandle saw one.
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.AddTimeout(source.Timeout).Build();
    }

    private static bool MayPass(Exception exception) => exception switch
    {
        CarelakeException known => known.IsTransient,
        TimeoutRejectedException or TimeoutException => true,
        System.Data.Common.DbException database => database.IsTransient,
        HttpRequestException => true,
        _ => false,
    };
}
