namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an arguments callback sees. An argument is a string, or something whose value is known at start.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
{
    public IList<object> Args => args;

    public IResource Resource => resource;

    public CancellationToken CancellationToken => cancellationToken;
}
