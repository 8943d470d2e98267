namespace Carelake.Server.Identity;

/// <summary>What became of an attempt to sign in.</summary>
public abstract record SignInResult
{
    private SignInResult() { }

    /// <summary>Signed in, with a new session.</summary>
    /// <param name="User">Who.</param>
    /// <param name="Session">The session.</param>
    /// <param name="Token">What the browser keeps; nothing else does.</param>
    public sealed record Accepted(UserAccount User, UserSession Session, string Token) : SignInResult
    {
        /// <summary>Never the token.</summary>
        public override string ToString() => User.Id;
    }

    /// <summary>User name, password or code is wrong; which of them is not told.</summary>
    public sealed record Wrong : SignInResult;

    /// <summary>The password is right, and the account asks for a one-time code besides.</summary>
    public sealed record CodeNeeded : SignInResult;

    /// <summary>Too many attempts failed.</summary>
    /// <param name="Left">How long to wait.</param>
    public sealed record LockedOut(TimeSpan Left) : SignInResult;
}

/// <summary>Signs people in with password and one-time code. Every answer takes the time of one password check, whether there is such a user or not.</summary>
/// <param name="store">Accounts.</param>
/// <param name="passwords">Checks passwords.</param>
/// <param name="codes">Checks codes.</param>
/// <param name="time">The clock.</param>
public sealed class SignIn(IdentityStore store, Passwords passwords, OneTimeCodes codes, TimeProvider time)
{
    /// <summary>Tries a user name with a password.</summary>
    /// <param name="userName">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="code">The one-time code; <see langword="null"/> when none was typed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SignInResult> TryAsync(string userName, string password, string? code, CancellationToken cancellationToken)
    {
        if (await store.LockedOutAsync(userName, cancellationToken) is { Ticks: > 0 } left) return new SignInResult.LockedOut(left);
        var found = await store.CredentialsAsync(userName, cancellationToken);
        var fits = passwords.Fits(found?.PasswordHash, password, out var isOutdated);
        if (!fits || found is not { User.IsLocked: false } account) return await FailedAsync(userName, cancellationToken);
        if (account.User.HasTotp)
        {
            if (string.IsNullOrWhiteSpace(code)) return new SignInResult.CodeNeeded();
            if (!await IsRightAsync(account.User.Id, account.TotpSecret, account.TotpLastStep, code, cancellationToken)) return await FailedAsync(userName, cancellationToken);
        }

        await store.ForgetFailuresAsync(userName, cancellationToken);
        // Before the session begins: a new password ends the sessions there are.
        if (isOutdated) await store.SetPasswordAsync(account.User.Id, passwords.Hash(password), cancellationToken);
        var (session, token) = await store.BeginSessionAsync(account.User, keyId: null, UserSession.LongestTime, cancellationToken);
        return new SignInResult.Accepted(account.User, session, token);
    }

    /// <summary>Uses up a code of an account.</summary>
    /// <returns>False when it is wrong or used, or the account has no secret.</returns>
    public async Task<bool> UseCodeAsync(string userId, string code, CancellationToken cancellationToken)
    {
        var (secret, lastStep) = await store.TotpAsync(userId, cancellationToken);
        return await IsRightAsync(userId, secret, lastStep, code, cancellationToken);
    }

    private async Task<bool> IsRightAsync(string userId, string? sealedSecret, long lastStep, string code, CancellationToken cancellationToken) =>
        sealedSecret is not null
        && OneTimeCodes.StepOf(await codes.OpenAsync(sealedSecret, cancellationToken), code, lastStep, time.GetUtcNow()) is { } step
        && await store.UseTotpStepAsync(userId, step, cancellationToken);

    private async Task<SignInResult> FailedAsync(string userName, CancellationToken cancellationToken) =>
        await store.FailedAsync(userName, cancellationToken) is { Ticks: > 0 } left ? new SignInResult.LockedOut(left) : new SignInResult.Wrong();
}
