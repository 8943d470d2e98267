using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Carelake.Server.Identity;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Carelake.Server.Hosting;

/// <summary>How often clients and tenants may ask. One that asks too often is told when to come again; the others do not notice.</summary>
internal static class RequestLimits
{
    /// <summary>Name of the limit of endpoints where secrets are tried.</summary>
    public const string SignIns = "sign-ins";

    public static void Add(IServiceCollection services, ServerLimits limits) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => Bucket(Client(context), limits.ClientBurst, limits.ClientPerSecond)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Bucket(TenantDirectory.Find(context)?.Tenant.Id ?? "", limits.TenantPerSecond * 2, limits.TenantPerSecond)));
        options.AddPolicy(SignIns, context => RateLimitPartition.GetFixedWindowLimiter(
            Address(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        options.OnRejected = (rejected, _) => RejectAsync(rejected);
    });

    private static RateLimitPartition<string> Bucket(string key, int burst, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst, TokensPerPeriod = Math.Max(1, perSecond / 10), ReplenishmentPeriod = TimeSpan.FromMilliseconds(100), QueueLimit = 0,
    });

    // Before sign-in an address is all that is known of a client. A /64 is what one has of IPv6.
    private static string Client(HttpContext context) => context.Features.Get<SignedIn>()?.Client ?? Address(context);

    private static string Address(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString() : address.ToString();
    }

    private static async ValueTask RejectAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await Problem.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "SRV-0010", "Too many requests.", "Wait as long as Retry-After says.");
    }
}
