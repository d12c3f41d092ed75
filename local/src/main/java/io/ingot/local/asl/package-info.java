/**
 * An interpreter of the part of the Amazon States Language that the workflow uses, in its JSONata
 * form, so that the very definition that AWS Step Functions runs also runs on a laptop.
 *
 * <p>{@link io.ingot.local.asl.StateMachine#load} refuses everything that is not implemented here:
 * what loads behaves as in the cloud. Semantics follow the Amazon States Language specification
 * (states-language.net/spec.html) and the Step Functions developer guide.
 */
package io.ingot.local.asl;
