package io.ingot.core.model;

import java.util.ArrayList;
import java.util.List;

/** What can happen in a state, and how it changes it. */
final class Moves {
  private final Simulation world;

  Moves(Simulation world) {
    this.world = world;
  }

  /**
   * All that can happen next, first what would if nothing were disturbed: the current actor goes
   * on, else the oldest one. A straggler, who has been given up and does not know it, comes last.
   */
  List<Move> possible(Actor current) {
    world.actors.removeIf(Actor::isOver);
    List<Move> moves = new ArrayList<>();
    List<Move> last = new ArrayList<>();
    if (current != null && !current.isOver()) {
      moves.add(Move.on(current));
    }
    for (Actor actor : world.actors) {
      if (actor instanceof Job run && run.state() == Job.State.cancelling) {
        moves.add(new Move(run, Fault.job_dies, null));
      }
    }
    boolean anybody = !moves.isEmpty();
    for (Actor actor : world.actors) {
      if (actor != current) {
        boolean straggles = straggles(actor);
        (straggles ? last : moves).add(Move.on(actor));
        anybody |= !straggles;
      }
    }
    if (!anybody) {
      return List.of();
    }
    moves.addAll(last);
    addFaults(moves);
    return moves;
  }

  private static boolean straggles(Actor actor) {
    if (actor instanceof Call call) {
      return !call.execution.isCurrent(call);
    }
    return actor instanceof Job run && !run.isAwaited();
  }

  /** Lets the oldest straggler go on when nobody else has anything to do. */
  boolean letStragglersGoOn() {
    if (world.actors.isEmpty()) {
      return false;
    }
    world.actors.get(0).turn();
    return true;
  }

  private void addFaults(List<Move> moves) {
    if (world.operatorMayCome()) {
      moves.add(new Move(null, null, null));
    }
    for (Actor actor : world.actors) {
      if (actor instanceof Delivery) {
        add(moves, Fault.admit_dies, actor, null);
      } else if (actor instanceof Call call) {
        add(moves, Fault.call_dies, actor, null);
        if (call.execution.isCurrent(call)) {
          add(moves, Fault.call_given_up, actor, null);
        }
      } else if (actor instanceof Job run) {
        add(moves, run);
      }
    }
    for (Execution execution : world.workflow.all()) {
      if (execution.isRunning()) {
        if (execution.call() != null) {
          add(moves, Fault.execution_dies, execution.call(), execution);
        }
        add(moves, Fault.execution_dies_alone, null, execution);
      }
    }
  }

  private void add(List<Move> moves, Job run) {
    if (run.state() == Job.State.running) {
      add(moves, Fault.job_dies, run, null);
    }
    if (run.state() != Job.State.ended) {
      add(moves, Fault.job_haunts, run, null);
    }
    if (run.isAwaited()) {
      add(moves, Fault.job_given_up, run, null);
    }
  }

  private void add(List<Move> moves, Fault fault, Actor actor, Execution execution) {
    if (world.mayFail(fault)) {
      moves.add(new Move(actor, fault, execution));
    }
  }

  /** Makes a move. */
  void make(Move move) {
    if (move.fault() == null) {
      if (move.actor() == null) {
        world.operatorComes();
      } else {
        move.actor().turn();
      }
      return;
    }
    boolean cancelled =
        move.actor() instanceof Job run
            && move.fault() == Fault.job_dies
            && run.state() == Job.State.cancelling;
    if (!cancelled) {
      world.failed();
    }
    switch (move.fault()) {
      case admit_dies -> {
        move.actor().end();
        world.add(((Delivery) move.actor()).again());
      }
      case call_dies -> {
        move.actor().end();
        repeat((Call) move.actor());
      }
      case call_given_up -> repeat((Call) move.actor());
      case execution_dies -> {
        move.actor().end();
        move.execution().end(false);
      }
      case execution_dies_alone -> move.execution().end(false);
      case job_dies -> ((Job) move.actor()).dies();
      case job_given_up -> ((Job) move.actor()).givenUp();
      case job_haunts -> ((Job) move.actor()).ended(false);
      case answer_lost -> throw new IllegalStateException("Not a move: " + move);
    }
  }

  private void repeat(Call call) {
    if (call.execution.isCurrent(call)) {
      call.execution.repeat();
    } else {
      world.needsSweep();
    }
  }
}
