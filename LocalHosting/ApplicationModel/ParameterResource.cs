namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside, or computed, that resources are wired with.</summary>
public class ParameterResource(string name, Func<string> read, bool secret = false) : Resource(name), IManifestExpressionProvider, IValueProvider, IResourceWithoutLifetime
{
    // Read once: a value that is generated must be the same wherever it is used.
    private readonly Lazy<string> _value = new(read);

    public bool Secret => secret;

    public string ValueExpression => $"{{{Name}.value}}";

    /// <exception cref="DistributedApplicationException">No value was given.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(_value.Value);
}
