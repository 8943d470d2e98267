using Microsoft.Extensions.Logging;

namespace Carelake.Server.Hosting;

/// <summary>Every log line of the server. Values are patterns of addresses, codes and ids of accounts; never what a request held.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(5001, LogLevel.Information, "{Method} {Route} {Status} {Milliseconds} ms for {User} of {Tenant}")]
    public static partial void Answered(ILogger logger, string method, string route, int status, double milliseconds, string user, string tenant);

    [LoggerMessage(5002, LogLevel.Warning, "{Code} at {Route}")]
    public static partial void Refused(ILogger logger, string code, string route);

    [LoggerMessage(5003, LogLevel.Error, "{Exception} at {Route} in {Place}")]
    public static partial void Failed(ILogger logger, string exception, string route, string place);

    [LoggerMessage(5004, LogLevel.Warning, "Emergency access granted to {User} of {Tenant} until {Until}")]
    public static partial void BreakGlass(ILogger logger, string user, string tenant, DateTimeOffset until);

    [LoggerMessage(5005, LogLevel.Information, "The server listens at {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(5006, LogLevel.Warning, "The live board of {Tenant} does not follow its feed: {Code}")]
    public static partial void LiveBehind(ILogger logger, string tenant, string code);

    [LoggerMessage(5007, LogLevel.Information, "{Action} of {Resource} by {User} of {Tenant}: {Decision}")]
    public static partial void Security(ILogger logger, string action, string resource, string user, string tenant, string decision);
}
