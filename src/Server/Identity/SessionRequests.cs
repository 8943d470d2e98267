namespace Carelake.Server.Identity;

/// <summary>What is typed to sign in.</summary>
/// <param name="UserName">User name.</param>
/// <param name="Password">Password.</param>
/// <param name="Code">One-time code; null when none was typed.</param>
public sealed record SignInRequest(string UserName, string Password, string? Code)
{
    /// <summary>Nothing: it holds secrets.</summary>
    public override string ToString() => "";
}

/// <summary>What a session is to be for.</summary>
/// <param name="Purpose">One of the account's purposes.</param>
public sealed record PurposeRequest(string Purpose);

/// <summary>Emergency access that is asked for.</summary>
/// <param name="Reason">Why, at least ten characters.</param>
/// <param name="Minutes">1 to 60; fifteen when null.</param>
public sealed record BreakGlassRequest(string Reason, int? Minutes)
{
    /// <summary>Nothing: the reason may tell of a patient.</summary>
    public override string ToString() => "";
}

/// <summary>A one-time code.</summary>
/// <param name="Code">Six digits.</param>
public sealed record CodeRequest(string Code);

/// <summary>A change of one's own password.</summary>
/// <param name="Current">The password until now.</param>
/// <param name="Password">The new one, 12 to 256 characters.</param>
public sealed record PasswordRequest(string Current, string Password)
{
    /// <summary>Nothing: it holds secrets.</summary>
    public override string ToString() => "";
}

/// <summary>The first administrator.</summary>
/// <param name="Token">Token of the one-time link.</param>
/// <param name="UserName">User name.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Password">12 to 256 characters.</param>
public sealed record SetupRequest(string Token, string UserName, string Name, string Password)
{
    /// <summary>Nothing: it holds secrets.</summary>
    public override string ToString() => "";
}

/// <summary>A new secret of one-time codes.</summary>
/// <param name="Secret">In Base32.</param>
/// <param name="Uri">The same as an <c>otpauth:</c> address, for a picture.</param>
public sealed record TotpSecret(string Secret, string Uri)
{
    /// <summary>Nothing: it is a secret.</summary>
    public override string ToString() => "";
}

/// <summary>How one can sign in.</summary>
/// <param name="Local">With user name and password.</param>
/// <param name="OpenId">With a provider; null when there is none.</param>
/// <param name="NeedsSetup">There is no account yet.</param>
/// <param name="DemoUsers">Accounts of the demo, with their passwords; empty elsewhere.</param>
public sealed record SignInMethods(bool Local, OpenIdMethod? OpenId, bool NeedsSetup, IReadOnlyList<DemoUser> DemoUsers);

/// <summary>A provider to sign in with.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Url">Where to go.</param>
public sealed record OpenIdMethod(string Name, string Url);

/// <summary>An account of the demo.</summary>
/// <param name="UserName">User name.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Role">What it shows.</param>
/// <param name="Password">Its password: no secret, since the demo is simulated and answers this machine alone.</param>
public sealed record DemoUser(string UserName, string Name, string Role, string Password);
