package io.ingot.core.deploy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The managed policies of a role: as many as its statements need. They are not inline, because all
 * inline policies of a role together may have 10,240 characters, and that is a few dozen sources.
 *
 * <p>Source of the limits: IAM user guide, "IAM and AWS STS quotas". IAM counts a policy's
 * characters without white space.
 */
final class ManagedPolicies {
  /** Characters of one managed policy. */
  static final int LONGEST = 6144;

  /** Policies that may be attached to a role, unless its account asks for more. */
  static final int MOST = 10;

  /** The longest values that the template's references can have. */
  private static final Map<String, String> LONGEST_VALUES =
      Map.of(
          "${AWS::Partition}", "x".repeat("aws-us-gov".length()),
          "${AWS::Region}", "x".repeat("us-isof-south-1".length()),
          "${AWS::AccountId}", "x".repeat(12),
          "${LandingBucket.Arn}", "x".repeat("arn:aws-us-gov:s3:::".length() + 63),
          "${WarehouseBucket.Arn}", "x".repeat("arn:aws-us-gov:s3:::".length() + 63));

  private static final String INDENT = " ".repeat(10);

  private ManagedPolicies() {}

  /**
   * The template's resources for a role's statements.
   *
   * @param id logical id; the policies are numbered from 1
   * @param role the role's logical id
   * @throws RefusedException if the role would have more policies than may be attached
   */
  static String yaml(String id, String role, List<Grant> grants) {
    List<List<Grant>> policies = split(grants);
    if (policies.size() > MOST) {
      throw new RefusedException(
          "Cannot grant %s what the pipelines need: it takes %d managed policies of %d characters (at most %d can be attached to a role). Let pipelines share a database, shorten names and landing prefixes, or deploy some pipelines as a stack of their own."
              .formatted(role, policies.size(), LONGEST, MOST));
    }
    List<String> resources = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      resources.add(policy(id + (i + 1), role, policies.get(i)));
    }
    return String.join("\n", resources);
  }

  private static String policy(String id, String role, List<Grant> grants) {
    return """
      %s:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          Roles: [!Ref %s]
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
    %s\
    """
        .formatted(
            id,
            role,
            grants.stream()
                .flatMap(g -> g.yaml().stream())
                .map(line -> INDENT + line + "\n")
                .collect(Collectors.joining()));
  }

  /** Fills one policy after the other, in the order of the statements and of their groups. */
  private static List<List<Grant>> split(List<Grant> grants) {
    List<List<Grant>> policies = new ArrayList<>();
    List<Grant> full = List.of();
    for (Grant grant : grants) {
      Grant part = grant.none();
      for (List<String> group : grant.groups()) {
        if (!fits(full, part.plus(group))) {
          policies.add(with(full, part));
          full = List.of();
          part = grant.none();
        }
        part = part.plus(group);
      }
      full = with(full, part);
    }
    if (!full.isEmpty()) {
      policies.add(full);
    }
    return policies;
  }

  private static boolean fits(List<Grant> grants, Grant more) {
    Map<String, Object> document =
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            with(grants, more).stream().map(g -> g.json(ManagedPolicies::longest)).toList());
    return Json.write(document).length() <= LONGEST;
  }

  private static List<Grant> with(List<Grant> grants, Grant more) {
    if (more.groups().isEmpty()) {
      return grants;
    }
    List<Grant> all = new ArrayList<>(grants);
    all.add(more);
    return all;
  }

  private static String longest(String text) {
    String substituted = text;
    for (Map.Entry<String, String> value : LONGEST_VALUES.entrySet()) {
      substituted = substituted.replace(value.getKey(), value.getValue());
    }
    return substituted;
  }
}
