using System.Net;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Identity;

/// <summary>Makes callers of those who are signed in: the one place where an account becomes what policies see.</summary>
internal sealed class SignedInCallers : ICallerSource
{
    /// <summary>The header by which one request is for another purpose than its session; policies refuse one that the user does not hold.</summary>
    public const string PurposeHeader = "X-Carelake-Purpose";

    private const int LongestPurpose = 40;

    /// <inheritdoc/>
    public Caller? Of(HttpContext context)
    {
        if (context.Features.Get<SignedIn>() is not { } signedIn || TenantDirectory.Find(context) is not { } tenant) return null;
        var (user, session) = (signedIn.User, signedIn.Session);
        var asked = context.Request.Headers[PurposeHeader].ToString();
        return new(
            user.ToViewer(asked.Length is > 0 and <= LongestPurpose ? asked : session?.Purpose) with
            {
                Address = context.Connection.RemoteIpAddress ?? IPAddress.None,
                Emergency = session?.BreakGlass is { } grant ? new(grant.Reason, grant.Until) : null,
                IsAdministrator = user.IsAdministrator && signedIn.HasScope("admin"),
            },
            tenant.Tenant);
    }
}
