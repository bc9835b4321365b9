namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that a deployment manifest names by an expression.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
