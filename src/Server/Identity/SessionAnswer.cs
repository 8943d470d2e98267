using System.Reflection;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;

namespace Carelake.Server.Identity;

/// <summary>The signed-in user as clients see it.</summary>
/// <param name="Id">Permanent id.</param>
/// <param name="UserName">What the user signs in with.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Roles">Roles of the policies.</param>
/// <param name="Facilities">Ids of facilities.</param>
/// <param name="Department">Department as <c>facility|department</c>; null for none.</param>
/// <param name="Purposes">What the user may ask for data for.</param>
/// <param name="IsAdministrator">Keeps accounts, sources and keys.</param>
/// <param name="MustEnrolTotp">An administrator with a password should set up one-time codes.</param>
/// <param name="Locale">Language and form of dates and numbers.</param>
public sealed record SessionUser(
    string Id, string UserName, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Facilities, string? Department, IReadOnlyList<string> Purposes,
    bool IsAdministrator, bool MustEnrolTotp, string Locale);

/// <summary>The organisation that is served.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Name for people.</param>
public sealed record SessionTenant(string Id, string Name);

/// <summary>Emergency access as clients see it.</summary>
/// <param name="Reason">What was given as reason.</param>
/// <param name="Until">When it ends, in UTC.</param>
public sealed record SessionBreakGlass(string Reason, DateTimeOffset Until);

/// <summary>A session as clients see it.</summary>
/// <param name="User">Who.</param>
/// <param name="Purpose">What data is asked for for.</param>
/// <param name="BreakGlass">Emergency access; null when there is none.</param>
/// <param name="Tenant">For which organisation.</param>
/// <param name="IsDemo">The simulated group is served.</param>
/// <param name="Version">Version of the program.</param>
public sealed record SessionAnswer(SessionUser User, string Purpose, SessionBreakGlass? BreakGlass, SessionTenant Tenant, bool IsDemo, string Version)
{
    private static readonly string ProgramVersion = typeof(SessionAnswer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    internal static SessionAnswer Of(SignedIn signedIn, ServedTenant tenant, ServerSetup setup)
    {
        var (user, session) = (signedIn.User, signedIn.Session);
        var shown = new SessionUser(
            user.Id, user.UserName, user.Name, user.Roles, user.Facilities, user.Department, user.Purposes, user.IsAdministrator,
            user.IsAdministrator && !user.HasTotp && user.ExternalSubject is null && !setup.IsDemo, user.Locale);
        return new(
            shown, session?.Purpose ?? user.FirstPurpose, session?.BreakGlass is { } grant ? new(grant.Reason, grant.Until) : null, new(tenant.Tenant.Id, tenant.Tenant.Name), setup.IsDemo, ProgramVersion);
    }
}
